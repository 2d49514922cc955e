"""Where the services are and who asks them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline import __version__
from pipeline.sources import europepmc, pubmed
from pipeline.sources.europepmc import EuropePmc
from pipeline.sources.model import Source
from pipeline.sources.pubmed import PubMed
from pipeline.sources.queries import Query
from pipeline.sources.transport import Limits, Transport


@dataclass(frozen=True, slots=True)
class Services:
    """What a fetch is made with.

    Attributes:
        europepmc_url: the address of Europe PMC's REST service.
        pubmed_url: the address of the E-utilities.
        ncbi_key: the user's own API key, empty for none.
        email: of the user, named to the services, empty for none.
        rate: requests a second; None for what each service allows.
        workers: how many articles are asked for at a time; the rate is held all the same.
        limits: of each answer.
    """

    europepmc_url: str = europepmc.URL
    pubmed_url: str = pubmed.URL
    ncbi_key: str = field(default="", repr=False)
    email: str = ""
    rate: float | None = None
    workers: int = 4
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def of(cls, environment: Mapping[str, str], email: str = "") -> "Services":
        """What the environment says.

        Args:
            environment: LEAKREG_EUROPEPMC_URL, LEAKREG_PUBMED_URL, LEAKREG_NCBI_API_KEY and
                LEAKREG_EMAIL are looked at.
            email: goes before that of the environment.
        """
        return cls(
            environment.get("LEAKREG_EUROPEPMC_URL") or europepmc.URL,
            environment.get("LEAKREG_PUBMED_URL") or pubmed.URL,
            environment.get("LEAKREG_NCBI_API_KEY", ""),
            email or environment.get("LEAKREG_EMAIL", ""),
        )

    def transport(self) -> Transport:
        """A client that names the tool and the user."""
        contact = f" (mailto:{self.email})" if self.email else ""
        return Transport(f"leakreg/{__version__}{contact}", self.limits)

    def source(self, query: Query, transport: Transport) -> Source:
        """The service that a query asks."""
        email = self.email or query.email
        if query.source == "pubmed":
            return PubMed(transport, self.pubmed_url, email, self.ncbi_key, self.rate)
        rate = self.rate or europepmc.PER_SECOND
        return EuropePmc(transport, self.europepmc_url, email, rate)
