"""Qingzhuang 轻装: give the people who serve residents at the grass roots their time back."""

__version__ = "0.1.0"
