/** Conversations with agents. */
import { MessageSquare, Sparkles, UserRound } from "lucide-react";
import { defineFeature } from "@/kit/layout/feature";
import { useOpening } from "./opening";

export default defineFeature({
  name: "conversations",
  routes: [
    { path: "conversations", page: () => import("./pages/ConversationsPage"), title: "Conversations", permission: "agents:use" },
    { path: "hand-overs", page: () => import("./pages/HandOversPage"), title: "Hand-overs", permission: "agents:manage" },
    { path: "conversations/:id", page: () => import("./pages/ConversationPage"), title: "Conversation", permission: "agents:use" },
  ],
  nav: [
    { group: "Agents", label: "Conversations", icon: MessageSquare, to: "/conversations", permission: "agents:use", order: 10 },
    { group: "Agents", label: "Hand-overs", icon: UserRound, to: "/hand-overs", permission: "agents:manage", badge: () => import("./components/HandOverBadge"), order: 30 },
  ],
  commands: [
    {
      group: "Agents",
      permission: "agents:use",
      find: (text) => {
        const question = text.trim();
        if (question.length < 3) return [];
        const run = (go: (to: string) => void) => {
          useOpening.setState({ question });
          go("/conversations");
        };
        return [{ id: "ask", label: `Ask: ${question}`, hint: "new conversation", icon: Sparkles, run }];
      },
    },
  ],
});
