/** zod without its compiler: that one probes for `eval`, which our content security policy refuses with a line in the console. */
import { z } from "zod";

z.config({ jitless: true });

export { z };
