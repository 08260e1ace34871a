// What changes by itself: the requests as they come, and the sandbox's state after them.
import { useEffect, useRef, useState } from "./htm-preact.js";
import { get, urlOf } from "./control.js";
import { whenReleased } from "./pointer.js";

const KEPT = 2000;
const PAUSE = 700;
const POLL = 5000;

/** The last requests, newest first, from before and as they come. A hidden page lets go of its connection. */
export function useRequests() {
  const [requests, setRequests] = useState([]);
  const [isLive, setLive] = useState(false);
  useEffect(() => {
    let source;
    let last = 0;
    let waiting = [];
    const show = () => {
      const fresh = waiting.reverse();
      waiting = [];
      setRequests((known) => [...fresh, ...known].slice(0, KEPT));
    };
    const open = () => {
      if (source || document.hidden) return;
      source = new EventSource(urlOf(`requests?brief=true&after=${last}`));
      source.onopen = () => setLive(true);
      source.onerror = () => setLive(false);
      source.onmessage = (event) => {
        const request = JSON.parse(event.data);
        // After a new start of the connection, or of the sandbox.
        if (request.number <= last) return;
        last = request.number;
        if (!waiting.length) requestAnimationFrame(() => whenReleased(show));
        waiting.push(request);
      };
    };
    const follow = () => {
      if (!document.hidden) return open();
      source?.close();
      source = null;
    };
    open();
    document.addEventListener("visibilitychange", follow);
    return () => {
      document.removeEventListener("visibilitychange", follow);
      source?.close();
    };
  }, []);
  const forget = (last = Infinity) => setRequests((known) => known.filter(({ number }) => number > last));
  return { requests, isLive, forget };
}

/** A value that follows another, but changes at most once in a pause. */
export function useCalm(value) {
  const [shown, setShown] = useState(value);
  const latest = useRef(value);
  const timer = useRef(null);
  latest.current = value;
  useEffect(() => {
    if (timer.current || value === shown) return;
    timer.current = setTimeout(() => {
      timer.current = null;
      setShown(latest.current);
    }, PAUSE);
  }, [value]);
  return shown;
}

/** The tables, the clock and the faults: asked for now and then, and soon after each request. */
export function useSandbox(newest) {
  const [state, setState] = useState({});
  // How many asked for it since the last question went out: what that one is answered may be older than what they did.
  const asked = useRef(0);
  const refresh = async () => {
    if (document.hidden || asked.current++) return;
    while (asked.current) {
      asked.current = 1;
      try {
        const [{ services }, clock, { faults }] = await Promise.all(["records", "clock", "faults"].map(get));
        setState({ services, clock: { ...clock, at: performance.now() }, faults });
      } catch (error) {
        setState((last) => ({ ...last, error }));
      }
      asked.current--;
    }
  };
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, POLL);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (newest) refresh();
  }, [newest]);
  return { ...state, refresh };
}
