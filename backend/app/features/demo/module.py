"""Demo: an organisation full of records to look around with (`seed --demo`). Delete this folder when you have records of your own."""

from app.features.demo.service import fill
from app.kit.module import Module

module = Module(name="demo", needs=["accounts", "customers", "invoices", "tasks"], seeds=[fill])
