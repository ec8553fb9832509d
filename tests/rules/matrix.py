"""Which deed is open in which state, written by hand for people: a row a deed, a column a state."""

from __future__ import annotations

# Columns: nothing yet, Submitted, awaiting Papers, refused at Counter, Received, in progress (W),
# awaiting supplement (A), awaiting Obligation, Finished, reTurned, withdrawn (D), stopped (E).
STATES = {
    "N": "nothing",
    "S": "submitted",
    "P": "awaiting_papers",
    "C": "refused_at_counter",
    "R": "received",
    "W": "in_progress",
    "A": "awaiting_supplement",
    "O": "awaiting_obligation",
    "F": "finished",
    "T": "returned",
    "D": "withdrawn",
    "E": "stopped",
}
MATRIX = """
                     N S P C R W A O F T D E
submit               x . . . . . . . . . . .
guide                x x . . . . . . . . . .
refuse_at_counter    x x x . . . . . . . . .
receive              x x x . . . . . . . . .
serve                x . . . . . . . . . . .
pass_on              . . . . x . . . . . . .
hand_over            . . . . x x . . . . . .
confirm_handover     . . . . x x . . . . . .
decline_handover     . . . . x x . . . . . .
take_over            . . . . x x x x . . . .
assign               . . . . x x x x . . . .
request_supplement   . . . . x x . . . . . .
supplement           . . . . . . x . . . . .
request_obligation   . . . . x x . . . . . .
meet_obligation      . . . . . . . x . . . .
ask_opinion          . . . . x x . . . . . .
answer_opinion       . . . . x x x x . . . .
report_delay         . . . . x x x x . . . .
apologise            . . . . x x x x x x . .
finish               . . . . x x . . . . . .
refuse               . . . . x x . . . . . .
return_result        . . . . . . . . x . . .
withdraw             . x x . x x x x . . . .
stop                 . . . . x x x x . . . .
correct              . x x x x x x x x x x x
charge               . . . . x x x x x . . .
exempt               . . . . x x x x x . . .
pay                  . . . . x x x x x . . .
refund               . . . . x x x x x x x x
attach               . x x . x x x x x . . .
"""


def _read(matrix: str) -> dict[str, dict[str, bool]]:
    head, *rows = matrix.strip().splitlines()
    columns = [STATES[letter] for letter in head.split()]
    return {
        row.split()[0]: dict(zip(columns, (mark == "x" for mark in row.split()[1:]), strict=True))
        for row in rows
    }


BY_DEED = _read(MATRIX)
OPEN = {state: tuple(d for d, row in BY_DEED.items() if row[state]) for state in STATES.values()}
