"""The tolerant reading behind `selfinstruct_distilabel.parsing`: what chat models send. Not public."""
