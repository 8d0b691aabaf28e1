"""`python -m selfinstruct_distilabel`: the `selfinstruct` command."""

from selfinstruct_distilabel.cli import main

if __name__ == "__main__":
    main()
