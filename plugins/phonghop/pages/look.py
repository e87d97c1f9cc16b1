"""What a portal looks like: its colours by day and by night, and its logo, for pages, codes, packs and pictures."""

from __future__ import annotations

from dataclasses import dataclass

from phonghop.model.colours import BLACK, DARK_GROUND, WHITE, mixed, readable
from phonghop.portal import Portal, routes
from phonghop.portal.logo import Logo

_AT_NIGHT = 7.0
"""How well words in the main colour are read by night where the office names no colour for it (WCAG 2.2, level AAA)."""


@dataclass(frozen=True, slots=True)
class Look:
    """The look of a portal. The colours of an office that chooses none are those of ``tokens.css``.

    Attributes:
        main: of headings, links, buttons and the head of pages, on a light ground.
        on_dark: the same on a dark ground.
        accent: of rules.
        has_own: whether the office has named colours.
        logo: None where there is none.
    """

    main: str = "#8c1515"
    on_dark: str = "#ffb4a8"
    accent: str = "#c9a227"
    has_own: bool = False
    logo: Logo | None = None

    @property
    def logo_address(self) -> str:
        """The address of the logo; empty without one."""
        return routes.logo(self.logo.digest, self.logo.ending) if self.logo else ""

    @property
    def logo_in_place(self) -> str:
        """The logo as a ``data:`` URL; empty without one."""
        return self.logo.in_place if self.logo else ""

    @property
    def styles(self) -> str:
        """The rules that follow ``tokens.css`` on the host's pages; empty without colours of the office's own."""
        if not self.has_own:
            return ""
        strong = mixed(self.main, BLACK, 0.2)
        return (
            f':root,[data-md-color-scheme="default"]{{{_declared(self._by_day())}}}'
            f'[data-md-color-scheme="slate"]{{{_declared(self._by_night())}}}'
            '[data-md-color-primary="custom"]{'
            f"--md-primary-fg-color:{self.main};--md-primary-fg-color--light:{mixed(self.main, WHITE, 0.15)};"
            f"--md-primary-fg-color--dark:{strong};--md-primary-bg-color--light:{mixed(self.main, WHITE, 0.85)}}}"
            f'[data-md-color-accent="custom"]{{--md-accent-fg-color:{strong}}}'
            '[data-md-color-scheme="slate"][data-md-color-primary="custom"]{'
            f"--md-primary-fg-color:{mixed(self.main, BLACK, 0.35)};--md-primary-fg-color--dark:{mixed(self.main, BLACK, 0.5)}}}"
            '[data-md-color-scheme="slate"][data-md-color-accent="custom"]{'
            f"--md-accent-fg-color:{mixed(self.on_dark, WHITE, 0.3)}}}"
        )

    @property
    def reader_styles(self) -> str:
        """The rules that follow ``reader.css`` on the pages on which documents are read; empty likewise."""
        if not self.has_own:
            return ""
        night = _declared(self._by_night())
        return (
            f":root{{{_declared(self._by_day())}}}"
            f"@media (prefers-color-scheme:dark){{:root{{{night}}}}}.is-night{{{night}}}"
        )

    def _by_day(self) -> dict[str, str]:
        return {
            "--ph-red": self.main,
            "--ph-ring": self.main,
            "--ph-gold": self.accent,
            "--md-typeset-a-color": self.main,
        }

    def _by_night(self) -> dict[str, str]:
        return {
            "--ph-red": self.on_dark,
            "--ph-ring": mixed(self.on_dark, WHITE, 0.4),
            "--ph-gold": mixed(self.accent, WHITE, 0.2),
            "--ph-on-red": mixed(self.on_dark, BLACK, 0.88),
            "--md-typeset-a-color": self.on_dark,
        }


def look_of(portal: Portal) -> Look:
    """Return what `portal` looks like."""
    colours, logo = portal.settings.colours, portal.logo
    if colours is None:
        return Look(logo=logo)
    on_dark = colours.on_dark or readable(colours.main, DARK_GROUND, _AT_NIGHT)
    return Look(
        colours.main, on_dark, colours.accent or mixed(colours.main, WHITE, 0.5), has_own=True, logo=logo
    )


def _declared(values: dict[str, str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in values.items())
