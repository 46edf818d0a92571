/**
 * A `ref` for what is read first in a drawer: it gets the focus when it appears. Otherwise the first button would have it,
 * and a tooltip on that button would take the Escape that should close the drawer. Give the element `tabIndex={-1}`.
 */
export function focusIn(element: HTMLElement | null): void {
  element?.focus({ preventScroll: true });
}
