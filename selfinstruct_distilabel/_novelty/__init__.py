"""The two searches behind `selfinstruct_distilabel.novelty`, and what they share. Not public."""
