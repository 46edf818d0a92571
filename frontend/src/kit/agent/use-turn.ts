import { useEffect, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import type { Answer } from "./answer";
import { beginningOf, Reveal } from "./reveal";
import { type Asked, useTurns, working } from "./turns";

/** A turn without what grows: who only asks whether there is one is not drawn again for every word. */
export interface TurnState {
  asked: Asked | null;
  /** As in `Turn`. */
  after?: string | null;
  messageId: string | null;
  agent: string;
  working: boolean;
  broken: boolean;
  error: unknown;
}

/** The conversation's turn, if there is one. */
export function useTurnState(id: string): TurnState | null {
  const state = useTurns(
    useShallow(({ turns }) => {
      const turn = turns[id];
      if (!turn) return null;
      const { asked, after, broken, error, answer } = turn;
      return { asked, after, broken, error, messageId: answer.messageId, agent: answer.agent, working: working(turn) };
    }),
  );
  return state;
}

/** Milliseconds between two drawings: often enough for the eye, and half the work of every frame. */
const pace = 30;
const frameTime = 16;

const answerOf = (id: string) => useTurns.getState().turns[id]?.answer;

/** The answer in the making as it is drawn: its words let out evenly, all of them as soon as it has ended. Null: none is watched. */
export function useWatched(id: string | null): Answer | undefined {
  const [shown, setShown] = useState<Answer>();
  useEffect(() => {
    if (id === null) return;
    const stop = watch(id, setShown);
    return () => {
      stop();
      setShown(undefined);
    };
  }, [id]);
  return id === null ? undefined : (shown ?? answerOf(id));
}

/** Shows the answer of a conversation whenever there is more of it, at most once per frame. */
function watch(id: string, show: (answer: Answer) => void): () => void {
  const reveal = new Reveal(answerOf(id)?.text.length ?? 0);
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const draw = () => {
    const answer = answerOf(id);
    if (!answer) return;
    const whole = still || answer.phase === "done";
    const text = whole ? answer.text : beginningOf(answer.text, reveal.at(performance.now()));
    show(text.length < answer.text.length ? { ...answer, text } : answer);
    if (text.length < answer.text.length) drawing.request();
  };
  const drawing = paced(draw);
  const leave = useTurns.subscribe(() => {
    reveal.arrived(answerOf(id)?.text.length ?? 0, performance.now());
    drawing.request();
  });
  drawing.request();
  return () => {
    leave();
    drawing.cancel();
  };
}

/** Does something in a frame, `pace` after the last time; the frames between are left to the browser, which then has nothing to draw. */
function paced(draw: () => void) {
  let [timer, frame, drawn] = [0, 0, 0];
  const inFrame = () => {
    timer = 0;
    frame = requestAnimationFrame((now) => {
      [frame, drawn] = [0, now];
      draw();
    });
  };
  return {
    request: () => {
      if (timer || frame) return;
      const early = drawn + pace - frameTime - performance.now();
      if (early > 0) timer = window.setTimeout(inFrame, early);
      else inFrame();
    },
    cancel: () => {
      clearTimeout(timer);
      cancelAnimationFrame(frame);
    },
  };
}
