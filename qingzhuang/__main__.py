"""`python -m qingzhuang` is the command `qingzhuang`."""

from qingzhuang.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
