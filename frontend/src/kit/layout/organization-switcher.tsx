import { Check, ChevronsUpDown } from "lucide-react";
import { useNavigate } from "react-router";
import { cn } from "@/kit/lib/cn";
import { switchOrganization, useMe } from "@/kit/session/store";
import { Avatar } from "@/kit/ui/avatar";
import { Menu, MenuItem, MenuLabel } from "@/kit/ui/menu";
import { toast } from "@/kit/ui/toast";

/** Which organisation is worked in; a person of several switches here. */
export function OrganizationSwitcher({ collapsed }: { collapsed: boolean }) {
  const me = useMe();
  const navigate = useNavigate();
  const choose = async (id: string) => {
    try {
      await switchOrganization(id);
      void navigate("/");
    } catch (error) {
      toast.error("Could not switch the organisation", error);
    }
  };
  return (
    <Menu
      align="start"
      className="w-60"
      trigger={
        <button
          type="button"
          aria-label={`Organisation ${me.organization.name}`}
          className={cn("flex h-10 w-full items-center gap-2 rounded-md px-1.5 text-left outline-offset-[-2px] hover:bg-active", collapsed && "justify-center px-0")}
        >
          <Avatar name={me.organization.name} square size={28} className="bg-accent text-accent-ink" />
          {!collapsed && (
            <>
              <span className="min-w-0 flex-1 truncate text-sm font-semibold">{me.organization.name}</span>
              <ChevronsUpDown className="size-4 shrink-0 text-ink-2" aria-hidden />
            </>
          )}
        </button>
      }
    >
      <MenuLabel>Organisations</MenuLabel>
      {me.organizations.map((one) => (
        <MenuItem
          key={one.id}
          icon={<Avatar name={one.name} square size={20} />}
          keys={one.id === me.organization.id ? <Check aria-label="Current" /> : <span className="text-xs text-ink-2">{one.role}</span>}
          onSelect={() => one.id !== me.organization.id && void choose(one.id)}
        >
          {one.name}
        </MenuItem>
      ))}
    </Menu>
  );
}
