"""Một Cửa: the one-stop desk of Vietnamese local government, and figures that anyone can check."""

__version__ = "0.1.0"
