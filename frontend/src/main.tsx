/** Starts the application: session first (while the first chunk loads), then the screen. */
import "@fontsource-variable/inter/wght.css";
import "@/kit/ui/theme.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { bootSession } from "@/kit/session/store";
import { App } from "./App";

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");
void bootSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
