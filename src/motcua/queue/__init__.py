"""Numbers drawn at the door, called to the counters, and how long people waited."""
