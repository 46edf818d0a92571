/** Build and development server: `/api` and `/socket.io` go to the API, every feature route is a chunk of its own. */
import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const api = process.env.API_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [react(), tailwindcss()],
  resolve: { alias: { "@": fileURLToPath(new URL("./src", import.meta.url)) } },
  build: {
    outDir: "dist",
    manifest: true,
    target: "es2023",
    chunkSizeWarningLimit: 600,
    // A screen's chunks are found by the browser as it reads the first one: a list of them all would weigh on every first load.
    modulePreload: { resolveDependencies: (_file, needed, { hostType }) => (hostType === "html" ? needed : needed.filter((file) => file.endsWith(".css"))) },
  },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: api, changeOrigin: false },
      "/socket.io": { target: api, ws: true },
    },
  },
});
