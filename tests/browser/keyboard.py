"""Walks a page with the Tab key, from its first link to its last field."""

from typing import Any

#: What can be reached by Tab: seen, not disabled, not in what is closed; of a group of radio buttons one.
PREPARE = """() => {
  window.walked = {seen: new Set(), faint: []};
  document.addEventListener('focusin', ({target}) => {
    const seen = window.walked.seen;
    if (seen.has(target)) return;
    seen.add(target);
    const {outlineWidth, outlineStyle} = getComputedStyle(target);
    if (parseFloat(outlineWidth) < 2 || outlineStyle === 'none') {
      window.walked.faint.push(target.outerHTML.slice(0, 160));
    }
  });
}"""
LEFT = """() => {
  const kinds = 'a[href], button, input, select, textarea, summary, [tabindex]';
  const group = node => node.type === 'radio' && `${node.form?.action} ${node.name}`;
  const done = new Set([...window.walked.seen].map(group).filter(Boolean));
  const closed = node => {
    const around = node.closest('details:not([open])');
    return around && node !== around.querySelector('summary');
  };
  return [...document.querySelectorAll(kinds)].filter(node =>
    !window.walked.seen.has(node) && !done.has(group(node))
    && !node.disabled && node.type !== 'hidden' && node.tabIndex >= 0 && !closed(node)
    && node.getClientRects().length && getComputedStyle(node).visibility !== 'hidden'
  ).map(node => node.outerHTML.slice(0, 160));
}"""
STEPS = 40


def walk(page: Any) -> tuple[list[str], list[str]]:
    """What Tab never came to on its way through the page, and where nobody could see that the focus was there."""
    page.evaluate(PREPARE)
    left: list[str] = page.evaluate(LEFT)
    assert left, "a page has links"
    idle = 0
    while left and idle < 3:  # at the end, or caught somewhere
        before = len(left)
        for _ in range(STEPS):
            page.keyboard.press("Tab")
        left = page.evaluate(LEFT)
        idle = 0 if len(left) < before else idle + 1
    return left, page.evaluate("window.walked.faint")
