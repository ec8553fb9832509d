"""The day sheet: every movement of money stands in one drawer, and the sums are the lines' sums."""

from __future__ import annotations

import re
from datetime import timedelta

from motcua.dossiers import actions
from motcua.rules.events import Payment
from tests.dossiers import builders
from tests.dossiers.requests import counted, plain

SHEET = "/ho-so/day-sheet/"


def paid(house, amount, how=Payment.CASH, *, by="lan", at=builders.MORNING):
    fee = actions.Fee(amount, "procedure", how)
    return builders.served(house, by=by, at=at, fee=fee)


def test_each_officers_drawer_holds_what_its_lines_say(house, browser):
    for amount in (4000, 6000):
        paid(house, amount)
    paid(house, 8000, Payment.TRANSFER)
    paid(house, 5000, by="minh")
    page = plain(browser("lan").get(SHEET).text)
    lan = page[page.index("Nguyễn Thị Lan Cẩm Xuyên") : page.index("Phan Đức Minh Cẩm Xuyên")]
    assert "Tiền mặt 10.000 đ Chuyển khoản 8.000 đ Cộng 18.000 đ" in lan.replace("\xa0", " ")
    assert "4 lần thu, hoàn, cộng 23.000 đ" in page.replace("\xa0", " ")


def test_the_sums_balance_with_the_lines_also_after_a_refund(house, browser):
    found = builders.received(house, fee=actions.Fee(20_000, "procedure", Payment.CASH))
    actions.refund(found.stream, 1, 5000, "Thu thừa", builders.hand(house["lan"]))
    paid(house, 4000)
    html = browser("lan").get(SHEET).text.replace("\xa0", " ")
    lines = re.findall(r'<td class="cell-number"[^>]*>(-?[\d.]+) đ<', html)
    assert sorted(int(each.replace(".", "")) for each in lines) == [-5000, 4000, 20_000]
    assert "trong đó đã hoàn -5.000 đ" in plain(html)
    assert "Cộng 19.000 đ" in plain(html)


def test_a_sheet_of_another_day_or_till_shows_only_that(house, browser):
    paid(house, 4000, at=builders.MORNING - timedelta(days=1))
    paid(house, 6000)
    paid(house, 5000, by="minh")
    client = browser("lan")
    yesterday = plain(client.get(SHEET, {"day": "04/3/2026"}).text).replace("\xa0", " ")
    assert "1 lần thu, hoàn, cộng 4.000 đ" in yesterday
    till = plain(client.get(SHEET, {"till": house["minh"].pseudonym}).text).replace("\xa0", " ")
    assert "1 lần thu, hoàn, cộng 5.000 đ" in till


def test_a_day_without_money_says_so(house, browser):
    page = browser("lan").get(SHEET, {"day": "2026-02-31"})
    assert page.status_code == 200
    assert "Không có lần thu nào" in page.text


def test_another_commune_and_a_stranger_see_nothing(house, browser):
    paid(house, 4000)
    assert "4.000" not in browser("sau").get(SHEET).text
    assert browser("tuan").get(SHEET).status_code == 403
    assert browser().get(SHEET).status_code == 302


def test_a_long_sheet_asks_no_more_than_a_short_one(house, browser):
    client = browser("lan")
    paid(house, 4000)
    client.get(SHEET)
    with counted() as short:
        client.get(SHEET)
    for n in range(8):
        paid(house, 1000 + n)
    with counted() as long:
        client.get(SHEET)
    assert len(long) == len(short)
