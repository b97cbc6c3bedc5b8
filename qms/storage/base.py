"""The ground of every table: one metadata, one naming convention, the column types the product uses."""

from collections.abc import Iterable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Dialect, Enum, MetaData, String, TypeDecorator, false
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

KEY_LENGTH = 60  # characters; register-wide limit for what a person types to name a record


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Moment(TypeDecorator[datetime]):
    """A point in time, an aware ``datetime`` in UTC; stored as ISO text whose binary order is the order in time."""

    impl = String(32)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: str | None, dialect: Dialect) -> datetime | None:
        return None if value is None else datetime.fromisoformat(value)


def choice(values: type[StrEnum]) -> Enum:
    """A column of one of ``values``, stored by value; pair it with :func:`one_of`, which the migrations can see."""
    by_value = {"length": 30, "values_callable": lambda kinds: [kind.value for kind in kinds]}
    return Enum(values, native_enum=False, create_constraint=False, **by_value)


def one_of(column: str, values: Iterable[str]) -> CheckConstraint:
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=f"{column}_known")


def ends_after_start(start: str = "valid_from", end: str = "valid_to") -> CheckConstraint:
    """Intervals are half open and never empty: ``start <= day < end``."""
    return CheckConstraint(f"{end} > {start}", name=f"{end}_after_{start}")


def not_before(later: str, earlier: str) -> CheckConstraint:
    return CheckConstraint(f"{later} >= {earlier}", name=f"{later}_not_before_{earlier}")


def key_not_blank(column: str = "key") -> CheckConstraint:
    filled = f"length({column}) BETWEEN 1 AND {KEY_LENGTH} AND trim({column}) = {column}"
    return CheckConstraint(filled, name=f"{column}_not_blank")


class Sealable:
    """A fact that may have been approved, signed or closed in the system itself; an import may not touch it then."""

    sealed: Mapped[bool] = mapped_column(default=False, server_default=false())


class Versioned:
    """A record that people edit: its ``version`` grows with each change, and a change of an older version is a conflict."""

    version: Mapped[int] = mapped_column()

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:
        return {"version_id_col": cls.version}
