import { Page } from "@/kit/ui/page";
import { Toaster } from "@/kit/ui/toaster";
import { TooltipProvider } from "@/kit/ui/tooltip";
import { setTheme, useTheme } from "@/kit/layout/theme";
import { Select } from "@/kit/ui/select";
import { Buttons } from "../components/Buttons";
import { Controls } from "../components/Controls";
import { DataParts } from "../components/DataParts";
import { Overlays } from "../components/Overlays";
import { Palette } from "../components/Palette";

export default function GalleryPage() {
  const theme = useTheme((state) => state.theme);
  return (
    <TooltipProvider>
      <main>
        <Page
          title="Components"
          description="Every component of kit/ui, in every state."
          actions={
            <Select
              aria-label="Theme"
              className="w-32"
              value={theme}
              onChange={(value) => setTheme(value === "light" || value === "dark" ? value : "system")}
              choices={["light", "dark", "system"].map((value) => ({ value, label: value }))}
            />
          }
        >
          <Palette />
          <Buttons />
          <Controls />
          <DataParts />
          <Overlays />
        </Page>
      </main>
      <Toaster />
    </TooltipProvider>
  );
}
