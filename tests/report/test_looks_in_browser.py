"""How the page looks: what belongs together stands together, and nothing lies over anything."""

import pytest

from .deciding import ask, decide
from .people import junior, matching_of, page_of, senior

pytestmark = pytest.mark.browser


def undo_all(page) -> None:
    """So that nothing waits to be exported when the page is closed."""
    while page.locator("#undo").is_enabled():
        page.locator("#undo").click()


CONTRAST = """([selector, pseudo]) => {
  const rgb = (c) => c.match(/[\\d.]+/g).map(Number);
  const light = (c) => {
    const [r, g, b] = c.slice(0, 3).map((v) => v / 255)
      .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const one = document.querySelector(selector);
  const style = getComputedStyle(one, pseudo);
  if (style.opacity !== "1") return 0;
  let under = one;
  while (rgb(getComputedStyle(under).backgroundColor)[3] === 0) under = under.parentElement;
  const pair = [style.color, getComputedStyle(under).backgroundColor].map((c) => light(rgb(c)));
  return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05);
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    ("selector", "pseudo"),
    [
        ("#search", "::placeholder"),
        ("#by", "::placeholder"),
        ("[aria-sort] button", "::after"),
    ],
)
def test_small_signs_can_be_seen(matching, show, scheme, selector, pseudo):
    page = show(page_of(matching), color_scheme=scheme)
    assert page.evaluate(CONTRAST, [selector, pseudo]) >= 4.5


def test_without_script_no_heading_offers_to_sort(matching, show):
    page = show(page_of(matching), java_script_enabled=False)
    arrow = "one => getComputedStyle(one, '::after').content"
    assert {one.evaluate(arrow) for one in page.locator("[aria-sort] button").all()} == {"none"}


# Where the letters of each cell of a row begin, and where those of its first line end.
LETTERS = """(cells) => cells.map((cell) => {
  const range = document.createRange();
  range.selectNodeContents(cell);
  const {left} = range.getClientRects()[0];
  const mark = document.createElement("span");
  mark.style.cssText = "display: inline-block";
  const text = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT).nextNode();
  text.before(mark);
  const {bottom} = mark.getBoundingClientRect();
  mark.remove();
  return [Math.round(left), Math.round(bottom)];
})"""
HEADINGS = ".list thead :is(button, span)"


@pytest.mark.parametrize("media", ["screen", "print"])
def test_headings_stand_on_one_line_above_their_columns(page, media):
    page.emulate_media(media=media)
    headings = page.locator(".list thead th").evaluate_all(LETTERS)
    first = page.locator(".pair").first
    cells = first.locator(":is(.open, .mentor, .topics, .score)").evaluate_all(LETTERS)
    assert len({bottom for _, bottom in headings}) == 1
    assert len({bottom for _, bottom in cells}) == 1
    starts = [left for left, _ in cells]
    if media == "screen":
        starts = [*starts, first.locator(".quick").bounding_box()["x"]]
        headings = page.locator(HEADINGS).evaluate_all(
            "(all) => all.map((e) => [Math.round(e.getBoundingClientRect().left"
            " + parseFloat(getComputedStyle(e).paddingLeft))])"
        )
    for (left, *_), start in zip(headings, starts, strict=False):
        assert abs(left - start) <= 1


def test_decisions_are_of_one_height_and_begin_at_one_place(page):
    page.locator(".quick").first.click()
    for name, choice in (
        ("Élodie Crane", "Lock"),
        ("Frida Dahl", "Veto"),
        ("Gil Egan", "Declined"),
    ):
        decide(page, name, choice)
    boxes = [
        one.bounding_box()
        for one in page.locator(".decision > :is(.quick, .badge)").all()
        if one.is_visible()
    ]
    undo_all(page)
    assert len(boxes) == 6
    assert len({box["height"] for box in boxes}) == 1
    assert len({box["x"] for box in boxes}) == 1


@pytest.mark.parametrize("width", [390, 1280])
def test_scores_of_others_stay_where_they_are_when_one_is_asked_for(matching, show, width):
    page = show(page_of(matching), viewport={"width": width, "height": 900})
    page.get_by_role("button", name="Ines Gold", exact=True).click()
    numbers = page.locator(".next-best").first.locator(".number")
    before = [one.bounding_box()["x"] for one in numbers.all()]
    name = page.locator(".next-best .who bdi").first.inner_text()
    ask(page, "Ines Gold", name)
    after = [one.bounding_box()["x"] for one in numbers.all()]
    names, scores = (
        page.locator(f".next-best li {part}").evaluate_all(LETTERS) for part in (".who", ".number")
    )
    undo_all(page)
    assert before == after
    assert len(set(after)) == 1
    assert [bottom for _, bottom in names] == [bottom for _, bottom in scores]


def test_headings_of_a_pairings_details_look_alike_and_stand_on_one_line(page):
    page.get_by_role("button", name="Ada Berg", exact=True).click()
    halves = page.locator(".halves").first
    both = halves.locator("figcaption, h3").evaluate_all(
        "(all) => all.slice(0, 2).map((e) => { const s = getComputedStyle(e);"
        " return [s.color, s.fontSize, s.fontWeight, e.getBoundingClientRect().top]; })"
    )
    assert both[0] == both[1]


def test_a_picture_of_the_whole_page_has_every_row_of_a_list_that_is_not_long(page, show):
    drawn = "one => getComputedStyle(one).contentVisibility"
    kept = {one.evaluate(drawn) for one in page.locator(".list > tbody").all()}
    assert kept == {"visible"}
    rows = [
        person
        for k in range(201)
        for person in (senior(f"S{k}", f"topic{k}:4"), junior(f"J{k}", f"topic{k}:4"))
    ]
    long = show(page_of(matching_of(rows))).locator(".list > tbody")
    assert [long.nth(k).evaluate(drawn) for k in (199, 200)] == ["visible", "auto"]


def test_the_keyboard_is_never_behind_the_headings(page):
    page.set_viewport_size({"width": 1280, "height": 420})
    for one in page.locator(".open").all():
        one.click()
    page.locator(".open").last.focus()
    seen = 0
    while page.evaluate("document.activeElement.closest('.list > tbody') !== null"):
        seen += 1
        covered = page.evaluate(COVERED)
        assert covered == "", covered
        page.keyboard.press("Shift+Tab")
    assert seen > 30


COVERED = """() => {
  const one = document.activeElement;
  const head = document.querySelector(".list thead").getBoundingClientRect();
  return one.getBoundingClientRect().top < head.bottom ? one.outerHTML.slice(0, 120) : "";
}"""


def test_on_a_phone_the_bar_is_slim(matching, show):
    page = show(page_of(matching), viewport={"width": 390, "height": 844})
    bar = page.locator(".bar")
    assert bar.bounding_box()["height"] < 0.09 * 844
    page.get_by_role("button", name="Ines Gold", exact=True).click()
    page.locator(".ask").first.click()
    taken = page.locator(".foot").bounding_box()["height"]
    undo_all(page)
    assert taken < 0.1 * 844


@pytest.mark.parametrize("width", [320, 1280])
def test_the_line_at_the_median_runs_through_no_number(matching, show, width):
    page = show(page_of(matching), viewport={"width": width, "height": 900})
    assert page.evaluate(THROUGH) == []


THROUGH = """() => {
  const boxed = (css) => [...document.querySelectorAll(css)].map((e) => e.getBoundingClientRect());
  const lines = boxed(".histogram .line");
  const beside = (a, b) => a.left <= b.right && b.left <= a.right;
  const level = (a, b) => a.top < b.bottom && b.top < a.bottom;
  return boxed(".histogram .count").filter((number) =>
    lines.some((line) => beside(line, number) && level(line, number)));
}"""


def test_on_paper_the_headings_come_again_on_each_page(page):
    page.emulate_media(media="print")
    display = "one => getComputedStyle(one).display"
    head = page.locator(".list thead")
    assert head.evaluate(display) == "table-header-group"
    # A browser does not draw again what is in a button.
    assert {one.evaluate(display) for one in head.locator("button").all()} == {"contents"}
    assert page.locator(".pair").first.evaluate(display) == "table-row"
