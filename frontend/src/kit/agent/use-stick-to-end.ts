import { type RefObject, useCallback, useEffect, useRef, useState } from "react";

/**
 * Keeps a scrolling element at its end while its content grows, until the reader scrolls up; scrolling down to the end
 * (or `toEnd`) makes it stick again; `letGo` before something else is shown than the end. `away` is true while there is something below that the reader does not see.
 */
export function useStickToEnd(frame: RefObject<HTMLElement | null>, content: RefObject<HTMLElement | null>) {
  const sticking = useRef(true);
  const [away, setAway] = useState(false);
  const toEnd = useCallback(() => {
    sticking.current = true;
    setAway(false);
    frame.current?.scrollTo({ top: frame.current.scrollHeight });
  }, [frame]);
  const letGo = useCallback(() => {
    sticking.current = false;
  }, []);
  useEffect(() => {
    const element = frame.current;
    const inner = content.current;
    if (!element || !inner) return;
    const atEnd = () => element.scrollHeight - element.scrollTop - element.clientHeight < 48;
    let top = element.scrollTop;
    const scrolled = () => {
      // only a way up is the reader's: content that grows below moves nothing
      if (element.scrollTop < top - 1 || atEnd()) sticking.current = atEnd();
      top = element.scrollTop;
      setAway(!sticking.current && !atEnd());
    };
    const grown = new ResizeObserver(() => {
      if (sticking.current) element.scrollTo({ top: element.scrollHeight });
      else setAway(!atEnd());
    });
    element.addEventListener("scroll", scrolled, { passive: true });
    grown.observe(inner);
    grown.observe(element);
    return () => {
      element.removeEventListener("scroll", scrolled);
      grown.disconnect();
    };
  }, [frame, content]);
  return { away, toEnd, letGo };
}
