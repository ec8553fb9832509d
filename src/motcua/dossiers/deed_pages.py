"""Every deed of the page of one dossier: its form, and the action it calls. One row a deed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from motcua.dossiers import actions, forms
from motcua.dossiers.choices import Choices
from motcua.dossiers.kept import Paper
from motcua.files import actions as files
from motcua.rules.dossier import Dossier
from motcua.rules.events import Payment
from motcua.rules.limit import Channel

Typed = dict[str, Any]
Do = Callable[[str, Typed, actions.Hand, Dossier], Dossier]
Ask = Callable[[Choices], tuple[object, ...]]


def _nothing(_: Choices) -> tuple[object, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class DeedPage:
    """The form of a deed, what it offers to choose from, and what is done with it."""

    form: type[forms.DeedForm]
    do: Do
    ask: Ask = _nothing


def _hand_over(stream: str, typed: Typed, hand: actions.Hand, now: Dossier) -> Dossier:
    to_unit, _, officer = typed["to"].partition("/")
    return actions.hand_over(
        stream,
        to_unit,
        typed["step"],
        hand,
        to_officer=officer,
        back=typed["step"] < now.step,
        reason=typed["reason"],
    )


def _supplement(stream: str, typed: Typed, hand: actions.Hand, now: Dossier) -> Dossier:
    lines = [line.strip() for line in typed["papers"].splitlines() if line.strip()]
    return actions.supplement(stream, tuple(Paper(line, originals=1) for line in lines), hand)


def _pay(stream: str, typed: Typed, hand: actions.Hand, now: Dossier) -> Dossier:
    how = Payment(typed["how"])
    return actions.pay(stream, typed["number"], how, hand, receipt=typed["receipt"])


def _attach(stream: str, typed: Typed, hand: actions.Hand, now: Dossier) -> Dossier:
    stored = files.save(typed["file"], at=hand.now)
    return actions.attach(stream, stored.id, hand)


PAGES: dict[str, DeedPage] = {
    "pass_on": DeedPage(
        forms.PassOnForm,
        lambda s, t, h, d: actions.pass_on(s, t["to_unit"], h),
        lambda c: (c.desks,),
    ),
    "hand_over": DeedPage(forms.HandOverForm, _hand_over, lambda c: (c.receivers, c.steps)),
    "confirm_handover": DeedPage(
        forms.PlainForm, lambda s, t, h, d: actions.confirm_handover(s, h)
    ),
    "decline_handover": DeedPage(
        forms.ReasonForm, lambda s, t, h, d: actions.decline_handover(s, t["reason"], h)
    ),
    "take_over": DeedPage(
        forms.ReasonForm, lambda s, t, h, d: actions.take_over(s, t["reason"], h)
    ),
    "assign": DeedPage(
        forms.AssignForm,
        lambda s, t, h, d: actions.assign(s, t["to_officer"], t["reason"], h),
        lambda c: (c.colleagues,),
    ),
    "request_supplement": DeedPage(
        forms.SupplementForm,
        lambda s, t, h, d: actions.request_supplement(
            s, t["missing"], t["reason"], h, approved_by=t.get("approved_by") or None
        ),
        lambda c: (c.heads,),
    ),
    "supplement": DeedPage(forms.PapersForm, _supplement),
    "request_obligation": DeedPage(
        forms.ReasonForm, lambda s, t, h, d: actions.request_obligation(s, t["reason"], h)
    ),
    "meet_obligation": DeedPage(forms.PlainForm, lambda s, t, h, d: actions.meet_obligation(s, h)),
    "ask_opinion": DeedPage(
        forms.OpinionForm,
        lambda s, t, h, d: actions.ask_opinion(
            s, t["authority"], t["answer_due"], t["question"], h, joint=t["joint"]
        ),
    ),
    "answer_opinion": DeedPage(
        forms.AnswerForm,
        lambda s, t, h, d: actions.answer_opinion(s, t["number"], t["answer"], h),
        lambda c: (c.opinions,),
    ),
    "report_delay": DeedPage(
        forms.DelayForm,
        lambda s, t, h, d: actions.report_delay(s, t["number"], h),
        lambda c: (c.opinions,),
    ),
    "apologise": DeedPage(
        forms.ApologyForm,
        lambda s, t, h, d: actions.apologise(s, t["reason"], h, new_promised=t["new_promised"]),
    ),
    "finish": DeedPage(forms.ResultForm, lambda s, t, h, d: actions.finish(s, t["result"], h)),
    "refuse": DeedPage(forms.ReasonForm, lambda s, t, h, d: actions.refuse(s, t["reason"], h)),
    "return_result": DeedPage(
        forms.ReturnForm,
        lambda s, t, h, d: actions.return_result(s, h, channel=Channel(t["channel"])),
    ),
    "withdraw": DeedPage(
        forms.WithdrawForm, lambda s, t, h, d: actions.withdraw(s, t["confirmation"], h)
    ),
    "stop": DeedPage(forms.ReasonForm, lambda s, t, h, d: actions.stop(s, t["reason"], h)),
    "correct": DeedPage(
        forms.CorrectForm,
        lambda s, t, h, d: actions.correct(s, t["version"], t["field"], t["value"], t["reason"], h),
        lambda c: (c.entries,),
    ),
    "charge": DeedPage(
        forms.ChargeForm, lambda s, t, h, d: actions.charge(s, t["amount"], "other", h)
    ),
    "exempt": DeedPage(
        forms.ExemptForm,
        lambda s, t, h, d: actions.exempt(s, t["number"], t["reason"], h),
        lambda c: (c.fees,),
    ),
    "pay": DeedPage(forms.PayForm, _pay, lambda c: (c.fees,)),
    "refund": DeedPage(
        forms.RefundForm,
        lambda s, t, h, d: actions.refund(s, t["number"], t["amount"], t["reason"], h),
        lambda c: (c.fees,),
    ),
    "attach": DeedPage(forms.AttachForm, _attach),
}
