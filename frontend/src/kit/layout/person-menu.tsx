import { CircleUser, LogOut, Monitor, MonitorSmartphone, Moon, Sun } from "lucide-react";
import { Link } from "react-router";
import { cn } from "@/kit/lib/cn";
import { signOut, useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Menu, MenuItem, MenuSeparator } from "@/kit/ui/menu";
import { useNav } from "./nav";
import { setTheme, type Theme, useTheme } from "./theme";

const themes: { value: Theme; label: string; icon: typeof Sun }[] = [
  { value: "light", label: "Light", icon: Sun },
  { value: "dark", label: "Dark", icon: Moon },
  { value: "system", label: "System", icon: Monitor },
];

/** Who is signed in: profile, devices, what features add of his own, theme, sign out. */
export function PersonMenu({ collapsed }: { collapsed: boolean }) {
  const me = useMe();
  const own = useNav().filter((item) => item.group === "Own");
  const leave = async () => {
    await signOut();
    location.assign("/sign-in"); // a fresh page: nothing of this person stays in memory
  };
  return (
    <Menu
      align="start"
      side="top"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={`Account of ${me.name}`}
          className={cn("flex h-11 w-full items-center gap-2 rounded-md px-1.5 text-left outline-offset-[-2px] hover:bg-active", collapsed && "justify-center px-0")}
        >
          <Avatar name={me.name} size={28} />
          {!collapsed && (
            <span className="min-w-0 flex-1">
              <span className="block truncate text-sm font-medium">{me.name}</span>
              <span className="block truncate text-xs text-ink-2">{me.email}</span>
            </span>
          )}
        </button>
      }
    >
      <MenuItem asChild>
        <Link to="/profile">
          <CircleUser aria-hidden /> Profile
        </Link>
      </MenuItem>
      <MenuItem asChild>
        <Link to="/sessions">
          <MonitorSmartphone aria-hidden /> Sessions and devices
        </Link>
      </MenuItem>
      {own.map(({ to, label, icon: Icon }) => (
        <MenuItem key={to} asChild>
          <Link to={to}>
            <Icon aria-hidden /> {label}
          </Link>
        </MenuItem>
      ))}
      <MenuSeparator />
      <ThemeChoice />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden />} onSelect={() => void leave()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

function ThemeChoice() {
  const theme = useTheme((state) => state.theme);
  return (
    <>
      {themes.map(({ value, label, icon: Icon }) => (
        <MenuItem
          key={value}
          role="menuitemradio"
          aria-checked={theme === value}
          icon={<Icon aria-hidden />}
          keys={theme === value ? <span className="size-1.5 rounded-full bg-accent" /> : undefined}
          onSelect={(event) => {
            event.preventDefault();
            setTheme(value);
          }}
        >
          {label}
        </MenuItem>
      ))}
    </>
  );
}
