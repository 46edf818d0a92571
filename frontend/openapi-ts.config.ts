/** `npm run api`: the TypeScript client, generated from the OpenAPI description that the backend exports. */
import { defineConfig } from "@hey-api/openapi-ts";

export default defineConfig({
  input: process.env.OPENAPI ?? "../docs/reference/openapi.json",
  output: { path: "src/kit/api/generated", clean: true },
  plugins: [
    { name: "@hey-api/client-fetch", runtimeConfigPath: "../runtime", throwOnError: true },
    "@hey-api/typescript",
    { name: "@hey-api/sdk", responseStyle: "data" },
  ],
});
