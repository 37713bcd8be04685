"""The list of pairings in a real browser: search, filter, sort, open, read, print."""

import re
from itertools import pairwise

import pytest

from .deciding import decide, give
from .people import HOSTILE, junior, matching_of, page_of, programme, senior

pytestmark = pytest.mark.browser


def names(page) -> list[str]:
    """The seniors in the list, in their order, also those that are not yet drawn."""
    return [one.text_content() for one in page.locator(".list > tbody:not([hidden]) .open").all()]


def opened(page, senior_name: str):
    page.get_by_role("button", name=senior_name, exact=True).click()
    return page.locator(
        ".list > tbody", has=page.get_by_role("button", name=senior_name, exact=True)
    )


ALL = ["Ada Berg", "Élodie Crane", "Frida Dahl", "Gil Egan", "Hugo Frey", "Ines Gold"]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("elodie", ["Élodie Crane"]),
        ("ÉLODIE", ["Élodie Crane"]),
        ("nord", ["Ines Gold"]),
        ("j5", ["Hugo Frey"]),
        ("s3", ["Frida Dahl"]),
        ("emea", ["Ada Berg", "Élodie Crane"]),
        ("podcasting legal", ["Frida Dahl"]),  # every word counts
        ("pricing", ["Ada Berg"]),  # a topic taught back
        ("cloud", ["Gil Egan"]),  # a want that stays open
        ("nobody like this", []),
    ],
)
def test_search(page, typed, found):
    page.get_by_label("Search").fill(typed)
    assert names(page) == found
    assert page.locator("#found").inner_text() == f"{len(found)} of 6 pairings"


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Jörg Müller", ["jorg", "joerg", "mueller", "Müller", "MUELLER", "muller"]),
        ("Joerg Mueller", ["jörg", "müller", "muller"]),
        ("Greta Weiß", ["weiss", "weiß", "weis", "WEISS"]),
        ("Greta Weiss", ["weiß"]),
        ("Søren Kjær", ["soren", "soeren", "sören", "kjaer", "kjær"]),
        ("Åse Ærø", ["ase", "aase", "aero", "ærø"]),
        ("Łukasz Đorđević", ["lukasz", "łukasz", "dordevic"]),
        ("Niamh O’Hara", ["o'hara", "o’hara"]),
    ],
)
def test_search_reads_letters_as_people_type_them(show, written, typed):
    rows = [
        senior("S1", "python:4", name=written),
        junior("J1", "python:4", name="Bo Ek"),
        senior("S2", "chess:4", name="Anyone Else"),
        junior("J2", "chess:4", name="Any Other"),
    ]
    page = show(page_of(matching_of(rows)))
    for one in typed:
        page.get_by_label("Search").fill(one)
        assert names(page) == [written], one


@pytest.mark.parametrize("typed", ["sales/emea", "sales / emea", "Sales/ EMEA"])
def test_search_reads_paths_with_and_without_spaces(page, typed):
    page.get_by_label("Search").fill(typed)
    assert names(page) == ["Ada Berg", "Élodie Crane"]


def test_short_words_do_not_find_what_only_sounds_alike(page):
    page.get_by_label("Search").fill("jae")  # not Jarl
    assert names(page) == []
    assert page.get_by_text("No pairing fits what is searched for").is_visible()


def test_a_range_from_high_to_low_is_said(page):
    page.get_by_label("Lowest score").fill("60")
    page.get_by_label("Highest score").fill("40")
    assert page.locator("#found").inner_text() == (
        "0 of 6 pairings: no score is from 60.00 to 40.00; the first number is to be the lower one"
    )
    assert page.get_by_label("Highest score").get_attribute("aria-invalid") == "true"
    page.get_by_label("Highest score").fill("100")
    assert page.locator("#found").inner_text() == "5 of 6 pairings"
    assert page.get_by_label("Highest score").get_attribute("aria-invalid") == "false"


def test_filters_and_clearing_them(page):
    page.get_by_label("Department", exact=True).select_option(label="Sales")
    assert names(page) == ["Ada Berg", "Élodie Crane"]
    page.get_by_label("Department", exact=True).select_option(label="Legal")
    assert names(page) == ["Frida Dahl", "Hugo Frey", "Ines Gold"]
    page.get_by_label("Lowest score").fill("83.34")
    assert names(page) == []
    page.get_by_role("button", name="Clear", exact=True).click()
    assert names(page) == ALL
    page.get_by_label("Highest score").fill("67")
    assert names(page) == ["Ada Berg", "Gil Egan"]
    page.get_by_label("Weak only (1)").check()
    assert names(page) == ["Gil Egan"]


@pytest.mark.parametrize("typed", ["-5", "0", "100"])
def test_what_leaves_nothing_out_can_be_cleared_too(page, typed):
    clear = page.get_by_role("button", name="Clear", exact=True)
    assert clear.is_disabled()
    label = "Highest score" if typed == "100" else "Lowest score"
    page.get_by_label(label).fill(typed)
    assert names(page) == ALL
    clear.click()
    assert page.get_by_label(label).input_value() == ""
    assert clear.is_disabled()


def test_every_kind_of_choice_can_be_cleared(page):
    clear = page.get_by_role("button", name="Clear", exact=True)
    page.get_by_label("Decision", exact=True).select_option(label="Undecided")
    assert names(page) == ALL
    clear.click()
    page.get_by_label("Weak only (1)").check()
    clear.click()
    page.get_by_label("Search").fill(" ")
    clear.click()
    assert clear.is_disabled()


def test_the_level_boxes_have_one_key(page):
    row = opened(page, "Ada Berg")
    assert row.locator(".levels").all_inner_texts() == [
        "Levels 1 to 5:  has already,  learns here,  wants, not taught here,  not aimed at."
    ]
    shown = "one => getComputedStyle(one).fill"
    for kind in ("own", "gained"):
        (key,) = row.locator(f".levels .{kind}").all()
        assert key.evaluate(shown) == row.locator(f"td .{kind}").first.evaluate(shown)


def test_where_no_levels_are_shown_there_is_no_key(show):
    rows = [senior("S", "menopause:4", name="Sue"), junior("J", "menopause:5", offers="menopause")]
    page = show(page_of(matching_of(rows)))
    assert opened(page, "Sue").locator(".levels").count() == 0


def test_the_bars_say_that_weights_add_up(page):
    row = opened(page, "Ada Berg")
    assert "The parts that count are weighted to add up to 100." in row.inner_text()


def test_sorting_says_how(page):
    page.get_by_role("button", name="Score", exact=True).click()
    assert names(page) == [
        "Frida Dahl", "Hugo Frey", "Ines Gold", "Élodie Crane", "Ada Berg", "Gil Egan"
    ]  # fmt: skip
    heading = page.get_by_role("columnheader", name="Score", exact=True)
    assert heading.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Score", exact=True).click()
    assert heading.get_attribute("aria-sort") == "ascending"
    assert names(page)[0] == "Gil Egan"
    page.get_by_role("button", name="Senior learns", exact=True).click()
    assert heading.get_attribute("aria-sort") == "none"
    # By letters and accents, not by code points.
    assert names(page) == ALL


def test_a_pairing_opens_to_its_waterfall(page, matching):
    row = opened(page, "Ada Berg")
    parts = matching.pairing_rows[0].parts
    bars = row.locator(".step-bar:not(.total)")
    shown = [one.inner_text().split()[0] for one in bars.locator(".number").all()]
    assert shown == [f"{value / 100:.2f}" for value in parts.values()]
    # Each bar starts where the last one ended, and the whole is as long as all of them.
    ends = 0.0
    for bar in bars.locator(".fill").all():
        assert float(bar.get_attribute("x").rstrip("%")) == pytest.approx(ends)
        ends += float(bar.get_attribute("width").rstrip("%"))
    whole = row.locator(".total .fill")
    assert float(whole.get_attribute("width").rstrip("%")) == pytest.approx(ends)
    assert ends == pytest.approx(sum(parts.values()) / 100)
    assert row.locator(".total .number").inner_text().startswith("66.67")
    label = row.locator(".waterfall [role=img]").get_attribute("aria-label")
    assert label.startswith("Score 66.67 of 100. Learning, what the senior wants and the junior")


def test_what_a_pairing_opens_to(page):
    row = opened(page, "Ada Berg")
    assert row.locator(".reasoned").inner_text().startswith("Kit Ives can teach python (level 4")
    first, back = row.locator(".gains").all()
    assert re.search(r"python\s+at 1, aims at 4\s+teacher at 4", first.inner_text())
    assert "Still open: sql (not listed, aims at 3)." in first.inner_text()
    kinds = [one.get_attribute("class") for one in first.locator(".ladder rect").all()]
    assert kinds == ["own", "gained", "gained", "gained", "rest"]
    assert re.search(r"pricing\s+not listed, aims at 3\s+teacher at 5", back.inner_text())
    for_senior, for_junior = row.locator(".next-best").all()
    assert for_senior.locator(".who > bdi").all_inner_texts() == [
        "Pia Nord",
        "Nia Lund",
        "Lou Jarl",
    ]
    assert for_senior.locator(".cost").all_inner_texts() == [
        "leaves 2 more people without a pairing",
        "costs 27.78 points in all",
        "leaves 2 more people without a pairing",
    ]
    assert for_junior.locator(".who > bdi").all_inner_texts() == ["Gil Egan"]


def test_nothing_to_gain_and_nobody_else_is_said(page):
    row = opened(page, "Hugo Frey")
    assert row.locator(".gains h3").all_inner_texts() == [
        "Hugo Frey learns from Oda Mohr",
        "In return: nothing here",
    ]
    assert "There is nobody else who may be paired with Oda Mohr." in row.inner_text()


def test_sensitive_topics_stay_unnamed_when_opened(show):
    rows = [
        senior("S", "python:5; menopause:4", name="Sue"),
        junior("J", "python:4; menopause:5", offers="python; menopause", name="Jo"),
    ]
    page = show(page_of(matching_of(rows)))
    text = opened(page, "Sue").inner_text()
    assert re.search(r"a sensitive topic\s+levels are not shown", text)
    assert "menopause" not in page.content()


def test_hostile_names_are_text(show):
    rows = []
    for k, name in enumerate(HOSTILE):
        rows.append(senior(f"S{k}", f"{name[:20]} {k}:4; {k} b:4", name=name, department=name))
        rows.append(junior(f"J{k}", f"{name[:20]} {k}:4", name=name, department=f"x {name}"))
    page = show(page_of(matching_of(rows)), viewport={"width": 390, "height": 800})
    openers = page.locator(".open")
    assert openers.count() == len(HOSTILE)
    for k, name in enumerate(HOSTILE):
        openers.nth(k).click()
        shown = re.sub("[\u202a-\u202e\u2066-\u2069\\s]+", " ", name).strip()
        row = page.locator(".list > tbody").nth(k)
        assert shown in re.sub(r"\s+", " ", row.locator(".gains h3").first.inner_text())
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    for department in (HOSTILE[0], HOSTILE[3]):
        page.get_by_label("Department", exact=True).select_option(label=department)
        assert len(names(page)) == 1
    width = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert width[0] <= width[1]


def test_keyboard_alone(page):
    page.get_by_label("Search").focus()
    page.keyboard.type("gold")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.open')"):
            break
    focused = page.locator(":focus")
    assert focused.inner_text() == "Ines Gold"
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("Enter")
    assert focused.get_attribute("aria-expanded") == "true"
    assert page.locator(f"#{focused.get_attribute('aria-controls')}").is_visible()
    page.keyboard.press("Tab")  # Accept
    page.keyboard.press("Tab")
    assert page.locator(":focus").get_attribute("class") == "ask"
    page.keyboard.press("Escape")
    assert page.locator(":focus").inner_text() == "Ines Gold"
    assert page.locator(":focus").get_attribute("aria-expanded") == "false"


def test_the_skip_link_and_the_live_count(page):
    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the pairings"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"
    assert page.locator("#found").get_attribute("role") == "status"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_its_ground(show, scheme):
    rows = programme()
    for k in range(15):  # 5, 4, 3, 2 and 1 pairings of a department: every shade
        rows.append(senior(f"T{k}", f"topic {k}:4", department="Upper"))
        where = f"Lower {'AAAAABBBBCCCDDE'[k]}"
        rows.append(junior(f"K{k}", f"topic {k}:4", department=where))
    page = show(page_of(matching_of(rows)), color_scheme=scheme)
    for shade in range(6):
        assert page.locator(f".h{shade}").count()
    page.locator(".open").first.click()
    page.locator(".quick").nth(1).click()
    page.locator(".ask").first.click()
    page.locator(".ask").nth(1).click()
    page.locator("#asked").click()
    give(page, "junior_id,senior_id,decision\nJ2,S2,veto\n")
    page.get_by_label("Lowest score").fill("60")
    page.get_by_label("Highest score").fill("40")
    found = page.evaluate(CONTRAST)
    give(page, "no such column", "odd.csv")
    found += page.evaluate(CONTRAST)
    assert found
    assert [one for one in found if one[1] < 4.5] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_the_pointer_is_on_can_be_read(matching, show, scheme):
    page = show(page_of(matching), color_scheme=scheme)
    opened(page, "Ines Gold")
    page.locator(".ask").first.click()
    page.locator(".quick:visible").first.click()
    buttons = page.locator("button:visible:enabled").all()
    assert len(buttons) > 20
    for one in buttons:
        one.hover()
        assert [found for found in page.evaluate(CONTRAST) if found[1] < 4.5] == []


# Every visible text with its contrast to the nearest ground that is painted (WCAG 2.1).
CONTRAST = """() => {
  const rgb = (text) => text.match(/[0-9.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (e) => {
    for (; e; e = e.parentElement) {
      const c = rgb(getComputedStyle(e).backgroundColor);
      if (c.length === 3 || c[3] > 0) return c;
    }
    return [255, 255, 255];
  };
  const found = [];
  for (const e of document.querySelectorAll("body *:not(svg *):not(:disabled):not(option)")) {
    const own = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
    if (!own || !e.checkVisibility() || e.matches(".unseen, script")) continue;
    const [a, b] = [light(rgb(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
    found.push([e.outerHTML.slice(0, 120), (a + 0.05) / (b + 0.05)]);
  }
  return found;
}"""


def test_a_phone_has_nothing_to_scroll_sideways(matching, show):
    page = show(page_of(matching), viewport={"width": 320, "height": 640})
    for one in page.locator(".open").all():
        one.click()
    page.locator("#accept-all").click()
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_a_phone_tells_one_thing_below_the_other(matching, show):
    page = show(page_of(matching), viewport={"width": 390, "height": 844})
    row = page.locator("#unmatched tbody tr").last
    whole = row.bounding_box()["width"]
    for cell in row.locator("th, td").all():
        assert cell.bounding_box()["width"] == whole
    assert page.locator("#unmatched").evaluate("one => one.scrollWidth <= one.clientWidth")
    # Still a table for those who hear it.
    assert page.get_by_role("rowheader", name="Jon Hale").count() == 1


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_what_is_pressed_is_large_enough(matching, show, width):
    page = show(page_of(matching), viewport={"width": width, "height": 800})
    for one in page.locator(".open").all():
        one.click()
    page.locator(".ask").first.click()
    page.locator("#asked").click()
    small = page.evaluate(TARGETS)
    page.locator("#undo").click()
    assert small == []


# What can be pressed and is under 24 pixels wide or high (WCAG 2.2, 2.5.8); not links in a text.
TARGETS = """() => [...document.querySelectorAll("button, input, select, label.file, nav a")]
  .filter((one) => one.checkVisibility() && !one.closest(".tick-box"))
  .map((one) => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.width < 24 || box.height < 24)
  .map(([text, box]) => `${text} ${box.width} x ${box.height}`)"""


def test_the_keyboard_is_never_behind_the_bar(page):
    opened(page, "Ines Gold")
    page.locator(".ask").first.click()
    page.locator("#asked").click()
    page.get_by_label("Search").focus()
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('.bar') !== null"):
            break
        hidden = page.evaluate(BEHIND)
        assert hidden == "", hidden
    assert page.evaluate("document.activeElement.closest('.bar') !== null")
    page.locator("#undo").click()


BEHIND = """() => {
  const one = document.activeElement;
  const above = document.querySelector(".bar").getBoundingClientRect().top;
  return one.getBoundingClientRect().top >= above ? one.outerHTML.slice(0, 120) : "";
}"""


def test_headings_go_down_by_one(page):
    opened(page, "Ada Berg")
    page.locator(".ask").first.click()
    page.locator("#asked").click()
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].filter((h) => h.checkVisibility())"
        ".map((h) => Number(h.tagName[1]))"
    )
    page.locator("#undo").click()
    assert levels[0] == 1
    assert all(b - a <= 1 for a, b in pairwise(levels)), levels


def test_paper_shows_the_list_with_reasons_and_no_controls(page):
    opened(page, "Frida Dahl")
    page.locator(".quick").first.click()
    page.emulate_media(media="print")
    assert page.locator(".why").first.is_visible()
    assert page.locator(".waterfall").is_visible()
    for hidden in (".tools", ".bar", ".ask", ".decide", "nav"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator(".quick").first.inner_text().startswith("Accepted")
    assert not page.locator(".quick").nth(1).is_visible()
    page.locator(".quick").first.evaluate("one => one.click()")  # nothing waits to be exported


def test_paper_tells_of_no_veto_and_nobody_who_declined(page):
    for name, choice in (
        ("Ada Berg", "Lock"), ("Frida Dahl", "Veto"), ("Gil Egan", "Declined"),
        ("Hugo Frey", "Other partner"), ("Ines Gold", "Accept"),
    ):  # fmt: skip
        decide(page, name, choice)
    said = page.locator(".badge:visible").all_inner_texts()
    assert said == ["Locked", "Vetoed", "Declined", "Other partner"]
    page.emulate_media(media="print")
    assert page.locator(".badge:visible").all_inner_texts() == ["Locked"]
    assert page.locator(".quick:visible").count() == 1
    page.emulate_media(media="screen")
    for _ in range(5):
        page.locator("#undo").click()


def test_without_script_the_list_stands(matching, show):
    page = show(page_of(matching), java_script_enabled=False)
    assert page.locator(".why").first.is_visible()
    assert not page.locator(".tools").is_visible()
    assert not page.locator(".bar").is_visible()
    assert page.get_by_text("This is the list alone.").is_visible()


def test_motion_only_where_it_is_wanted(matching, show):
    page = show(page_of(matching), reduced_motion="reduce")
    moving = "getComputedStyle(document.querySelector('.open'), '::before').transitionDuration"
    assert page.evaluate(moving) == "0s"
