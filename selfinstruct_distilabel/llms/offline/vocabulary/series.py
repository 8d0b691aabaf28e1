"""Settings in which somebody writes down whole numbers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

__all__ = ["SERIES", "Series"]


@dataclass(frozen=True)
class Series:
    """A series of numbers.

    Attributes:
        opener: a sentence that says where they come from.
        short: what they are called after the opener.
        text: what they are called without it.
        low, high: their range.
    """

    opener: str
    short: str
    text: str
    low: int
    high: int

    def numbers(self, rng: Random, least: int = 4, most: int = 8) -> list[int]:
        """Different numbers of the series, in no order."""
        count = min(rng.randint(least, most), self.high - self.low)
        return rng.sample(range(self.low, self.high + 1), count)


SERIES = [
    Series(opener, short, text, int(low), int(high))
    for opener, short, text, low, high in (
        row.split(" | ")
        for row in """\
I bake bread in a small village. | our daily loaf counts | the daily loaf sales of a village bakery | 40 | 180
Our museum counts everyone who walks in. | the visitor counts | the visitor totals of a town museum | 60 | 900
There is a rain gauge behind our school. | the gauge readings | the rainfall readings in millimeters | 1 | 60
We train for the county swimming meet. | our lap times in seconds | the lap times of young swimmers | 31 | 75
I deliver parcels by bicycle. | the parcel weights in grams | the parcel weights from a bike courier | 120 | 4800
A sensor in our greenhouse reports every hour. | its temperatures | the hourly greenhouse temperatures | 9 | 38
I teach chemistry to two classes. | the test scores | the chemistry test scores out of 100 | 22 | 100
Our choir keeps a list of who shows up. | the numbers of singers | the rehearsal attendance of a choir | 11 | 46
My grandmother keeps hens. | the weekly egg numbers | the eggs collected per week on a hen farm | 20 | 95
We track how far each van drives. | the van mileages | the miles driven by a fleet of delivery vans | 35 | 410
Every evening I read to my son. | the pages per evening | the pages read per evening by a family | 4 | 48
Our help desk measures how long callers wait. | those waiting times | the waiting times of callers in seconds | 15 | 600
I measured the sunflowers along my fence. | the stem heights | the sunflower heights in centimeters | 70 | 260
The library scans each returned book. | the returns per day | the daily book returns at a public library | 30 | 420
I log my blood pressure for the doctor. | the upper values | the systolic blood pressure values | 101 | 165
Our solar panels feed the grid. | the kilowatt-hours per day | the daily yield of a solar roof | 2 | 38
A friend runs a food truck. | her taco sales | the tacos sold at a food truck each lunchtime | 25 | 310
We count birds at the feeder every winter. | our sparrow counts | the sparrow counts from a garden survey | 1 | 40
I coach an under-12 handball team. | the goals we scored | the goals scored in a handball season | 8 | 34
The ferry reports its load after every crossing. | the car numbers | the cars carried on each ferry crossing | 3 | 64
Our office has one thirsty coffee machine. | the cups per day | the cups of coffee brewed in an office | 18 | 140
I weigh the honey from each hive. | the jar counts | the honey jars filled per beehive | 5 | 42
Trains on our branch line are often late. | the delays in minutes | the train delays on a branch line | 1 | 58
The gym records how many people come in. | the check-ins | the morning check-ins at a fitness studio | 12 | 150
My phone keeps score of my walking. | my step counts | a hiker's daily step counts | 2500 | 24000
We answer letters for a charity. | the replies sent per week | the weekly letters answered by a charity | 14 | 130
I repair bicycles for a living. | the repair times | the bicycle repair times in minutes | 10 | 175
The orchard pays by the crate. | the crates each picker filled | the apple crates per picker | 6 | 55
Our hotel has ninety rooms. | the rooms taken each night | the occupied hotel rooms per night | 12 | 90
I judge a diving contest. | the points I gave | a judge's points at a diving contest | 3 | 10
The warehouse counts screws by weight. | the box weights | the weights of screw boxes in grams | 200 | 950
Noise along the ring road worries us. | our decibel values | the noise levels beside a ring road in decibels | 48 | 92
I grow tomatoes on the balcony. | the harvest per plant | the tomatoes picked per balcony plant | 3 | 39
Our band plays at weddings. | the set lengths in minutes | the set lengths of a wedding band | 20 | 95
A quiz night raised money for the pool. | the team scores | the team scores of a quiz night | 18 | 80
The clinic notes every patient's pulse. | the pulse rates | the resting pulse rates of patients | 48 | 110
We monitor a river near the mill. | the water levels in centimeters | the river levels at an old mill | 45 | 390
My bakery orders flour by the sack. | the sacks per month | the flour sacks ordered per month | 8 | 60
I type transcripts for a court. | my words per minute | the typing speeds in words per minute | 35 | 120
The call for volunteers went out in May. | the sign-ups per day | the daily sign-ups of volunteers | 1 | 75
Our theater holds 300 people. | the tickets sold per show | the tickets sold for each evening show | 40 | 300
I collect old coins. | the prices I paid | the prices paid for old coins in dollars | 4 | 480
The dairy collects milk from every farm. | the liters per farm | the milk deliveries per farm in liters | 150 | 2600
We plant trees with school classes. | the saplings per class | the saplings planted by school classes | 15 | 120
Our printer prints its own statistics. | the sheets per day | the sheets printed per day by one printer | 20 | 700
I time how long my bus takes. | the journey times | the journey times of a city bus in minutes | 17 | 66
The bowling league meets on Mondays. | the game scores | the bowling scores from a Monday league | 85 | 245
We sell candles at the winter market. | the candles sold per hour | the candles sold per hour at a market stall | 2 | 70
A cave keeps almost the same climate all year. | the humidity values | the humidity percentages in a cave | 71 | 99
The kennel weighs each puppy on Sundays. | the puppy weights | the puppy weights in grams | 350 | 4200
I teach Spanish on the internet. | the lessons per month | the online lessons taught per month | 22 | 98
Our bikes can be rented at the lake. | the rentals per day | the bike rentals per day at a lake | 5 | 160
The fire brigade logs every alarm. | the response times in seconds | the response times of a fire brigade | 95 | 840
I knit socks and count the stitches. | the stitches per round | the stitches per round of a knitted sock | 48 | 84
The call center rates each call from 1 to 50. | the ratings | the call ratings between 1 and 50 | 1 | 50
We measure the snow before the lifts open. | the depths in centimeters | the snow depths at a ski lift | 12 | 240
Our newspaper prints letters from readers. | the word counts | the word counts of readers' letters | 60 | 420
I run a car wash near the station. | the cars per day | the cars cleaned per day at a car wash | 14 | 190
The aquarium feeds its penguins by hand. | the fish per penguin | the fish eaten by each penguin | 4 | 29
A potter showed me her kiln log. | the firing times in minutes | the firing times from a kiln log | 240 | 760""".splitlines()
    )
]
