"""The sentence that people put before or after a task: who asks, what for, until when."""

from __future__ import annotations

from selfinstruct_distilabel.llms.offline.pattern import Pattern, Slot
from selfinstruct_distilabel.llms.offline.slots import Choice, Number, one_of
from selfinstruct_distilabel.llms.offline.vocabulary.words import NAMES
from selfinstruct_distilabel.llms.offline.wording import WEEKDAYS

__all__ = ["LEADS", "TRAILS"]

_SLOTS: dict[str, Slot] = {
    "name": Choice(NAMES),
    "town": one_of(
        "Aberdeen, Bruges, Cork, Dundee, Esbjerg, Faro, Graz, Haarlem, Izmir, Jena, Kaunas, Leeds, Mainz, Nantes, Odense, "
        "Padua, Quebec, Rouen, Salem, Tartu, Utrecht, Verona, Wexford, York, Zadar, Bilbao, Calgary, Durham, Fresno, Gdansk, "
        "Halifax, Lucerne, Malmo, Naples, Omaha, Perth, Reno, Split, Tampere, Wroclaw"
    ),
    "day": Choice(WEEKDAYS),
    "n": Number(2, 40),
}

LEADS = [
    Pattern(line, _SLOTS)
    for line in """\
I run a small hotel in {town}.
My daughter {name} brought this home from school.
We are planning a pub quiz for {day} night.
I am learning English and take lessons in {town}.
This is question {n} of a practice test.
My grandfather likes brain teasers.
{name} and I share an office and disagree about this.
I am putting together a worksheet for third graders.
We train new staff at a call center in {town}.
Our newsletter has a puzzle corner.
I volunteer at the archive in {town}.
Please help me with my homework, it is due on {day}.
I am preparing for a job interview with {name}.
My manager {name} wants this done before lunch.
I translate manuals and came across this.
We are testing a chatbot for the town hall of {town}.
There is a task like this in every issue of our club magazine.
I have little time before my train to {town} leaves.
My spreadsheet refuses to do this, so I am asking you.
I am writing the rules of a board game.
An apprentice named {name} asked me this on {day}.
We keep our records by hand in a workshop near {town}.
I teach an evening class, and {name} could not solve this.
Here is something for the escape room that we open in {town}.
On {day} I take over the shift from {name}.
The printer in {town} needs this from us today.
I moved to {town} and still have to get used to the forms.
You are the assistant of a travel agency.
You work at the reception of a clinic in {town}.
You help {name} with the paperwork of a small company.
Act as a careful clerk.
Imagine a help desk that gets this request on a {day}.
Let us play a game that {name} taught me.
A pen friend from {town} sent me this riddle.
I am checking the work of a trainee.
We digitize old card indexes at the museum of {town}.
My son {name} is practicing for a contest in {town}.
I lost my notes and have to do this again.
This is for a radio quiz that {name} hosts.
A customer in {town} has been waiting for this since {day}.
I am new here and {name} is on holiday.
We want to automate a dull task at our office in {town}.
{name} claims that a computer cannot do this.
I found this in a box of old exam papers.
At our kitchen table in {town} nobody knows the answer.
The app that I am building has to handle this.
I broke my wrist on {day}, so please do this for me.
Before the inspection on {day} we have to get this right.
I would like to show {name} how quickly you can do this.
In the waiting room I found a magazine with this puzzle.
Our treasurer {name} is ill, so it is my turn.
A form from the office in {town} asks for this.
There is a bet between {name} and me.
My team tidies up data for a charity in {town}.
I make audio lessons for people who learn at night.
The caretaker {name} left this on my desk on {day}.
For a course in office work in {town} I need a model answer.
I am grading papers and want to compare.
Our club in {town} has to send this off by {day}.
Good morning, I have a quick one for you.
I forgot how this works, so let me ask.
Suppose that {name} hands you the following job.
My sister {name} and I are stuck on this.
The workbook of our course in {town} has a gap on page {n}.
Two days ago {name} gave me this to think about.""".splitlines()
]
"""Sentences that come before a task."""

TRAILS = [
    Pattern(line, _SLOTS)
    for line in """\
{name} will check the answer on {day}.
I need it before {day}.
It goes into a folder for our branch in {town}.
I will read it to {name} over the phone.
This is for a colleague in {town}.
Please be careful, {name} is strict.
Thank you from all of us in {town}.
If it works, {name} wants to do this every {day}.
We paste the reply into a form without changes.
My exam in {town} has the same kind of question.
It is the last item on my list for {day}.
I have to hand it in at {town} by {day}.
A second reader, {name}, will look at it.
{name} bet me a coffee that you get it wrong.
The result is printed on a card for {name}.
Thanks a lot, this saves me the whole {day}.
I want to compare it with what {name} found.""".splitlines()
]
"""Sentences that come after a task."""
