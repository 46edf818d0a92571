import {
  Box, Briefcase, Building2, Calendar, CircleCheck, Contact, CreditCard, FileText, Folder, ListTodo, type LucideIcon, Mail, Package, Receipt, ShoppingCart, SquareCheck, Tag, Truck, User, Users,
} from "lucide-react";

const icons: Record<string, LucideIcon> = {
  users: Users,
  user: User,
  contact: Contact,
  building: Building2,
  receipt: Receipt,
  "file-text": FileText,
  "list-todo": ListTodo,
  "square-check": SquareCheck,
  "circle-check": CircleCheck,
  calendar: Calendar,
  package: Package,
  "shopping-cart": ShoppingCart,
  tag: Tag,
  truck: Truck,
  "credit-card": CreditCard,
  folder: Folder,
  mail: Mail,
  briefcase: Briefcase,
};

/** The icon that an entity declares by its lucide name in the backend; a name that is not here gets a box (add it above). */
export function iconNamed(name: string | null | undefined): LucideIcon {
  return icons[name ?? ""] ?? Box;
}
