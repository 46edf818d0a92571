import {
  Bell, Bot, Box, Briefcase, Building2, Calendar, ChartColumn, CircleCheck, Contact, CreditCard, FileText, Folder, House, KeyRound, LayoutDashboard, ListTodo, type LucideIcon, Mail, MapPin, MessageSquare, Package, Receipt, ScrollText, Settings, ShieldCheck, ShoppingCart, SquareCheck, Tag, Truck, User, Users, Wallet, Wrench,
} from "lucide-react";

const icons: Record<string, LucideIcon> = {
  bell: Bell, bot: Bot, box: Box, briefcase: Briefcase, building: Building2, "building-2": Building2, calendar: Calendar, chart: ChartColumn, "circle-check": CircleCheck, "check-square": SquareCheck, "square-check": SquareCheck,
  contact: Contact, "credit-card": CreditCard, "file-text": FileText, folder: Folder, house: House, key: KeyRound, dashboard: LayoutDashboard, "list-todo": ListTodo, "list-checks": ListTodo, mail: Mail, "map-pin": MapPin,
  message: MessageSquare, package: Package, receipt: Receipt, scroll: ScrollText, settings: Settings, shield: ShieldCheck, cart: ShoppingCart, tag: Tag, truck: Truck, user: User, users: Users, wallet: Wallet, wrench: Wrench,
};

/** The icon that an entity declares by name in the backend; an unknown name gets a box. */
export function iconNamed(name: string | null | undefined): LucideIcon {
  return icons[name ?? ""] ?? Box;
}
