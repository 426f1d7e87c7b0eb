"""What the closed lists are called on a page: the English source of each label, marked for the catalogues.

Pages say ``label("topic", "space")``; the catalogue of the visitor's language translates what stands here.
"""

from __future__ import annotations

from collections.abc import Mapping


def N_(message: str) -> str:  # noqa: N802 - gettext's own name for a marked message
    """Mark a message for the catalogues without translating it."""
    return message


ENGAGEMENT_KINDS = {
    "meeting": N_("Meeting"),
    "call": N_("Phone call"),
    "visit": N_("Visit"),
    "conference": N_("Conference"),
    "signing": N_("Signing"),
    "correspondence": N_("Correspondence"),
}
ENGAGEMENT_STATUSES = {"held": N_("held"), "scheduled": N_("scheduled"), "cancelled": N_("called off")}
OUTCOME_KINDS = {
    "adopted": N_("Adopted"),
    "signed": N_("Signed"),
    "agreed": N_("Agreed"),
    "pledged": N_("Pledged"),
    "target": N_("Target"),
    "scheduled": N_("Scheduled"),
    "invited": N_("Invited"),
    "proposed": N_("Proposed"),
}
# How firmly each word binds, from the lightest: the design's fifth law. A page shows it as steps.
WEIGHTS = {
    "proposed": 1,
    "invited": 2,
    "scheduled": 3,
    "pledged": 3,
    "target": 3,
    "agreed": 4,
    "signed": 5,
    "adopted": 6,
}
OUTCOME_STATUSES = {
    "open": N_("Open"),
    "overdue": N_("Overdue"),
    "in_progress": N_("In progress"),
    "silent": N_("No public trace"),
    "delivered": N_("Delivered"),
    "cancelled": N_("Called off"),
}
EVIDENCE_KINDS = {
    "repeat": N_("Announced again"),
    "progress": N_("Progress"),
    "delivery": N_("Delivered"),
    "postponement": N_("Postponed"),
    "cancellation": N_("Called off"),
    "replacement": N_("Replaced"),
}
OPPORTUNITIES = {
    "TO": N_("Technology offer"),
    "TR": N_("Technology request"),
    "BO": N_("Business offer"),
    "BR": N_("Business request"),
    "RDR": N_("Research partner sought"),
    "INV": N_("Investment offer"),
    "REL": N_("Relocation invitation"),
    "CALL": N_("Funding call"),
}
POSITION_CLASSES = {
    "head_of_state": N_("Head of state"),
    "head_of_government": N_("Head of government"),
    "deputy_head_of_government": N_("Deputy head of government"),
    "minister": N_("Minister"),
    "deputy_minister": N_("Deputy minister"),
    "ambassador": N_("Ambassador"),
    "consul": N_("Consul"),
    "speaker": N_("Speaker of parliament"),
    "mp": N_("Member of parliament"),
    "secretary_general": N_("Secretary general"),
    "deputy_secretary_general": N_("Deputy secretary general"),
    "governor": N_("Governor"),
    "mayor": N_("Mayor"),
    "agency_head": N_("Head of agency"),
    "official": N_("Official"),
    "executive": N_("Executive"),
    "academic": N_("Academic"),
    "military": N_("Military"),
    "other": N_("Other office"),
}
TOPICS = {
    "trade": N_("Trade"),
    "investment": N_("Investment"),
    "finance": N_("Finance"),
    "customs": N_("Customs"),
    "industry": N_("Industry"),
    "mining": N_("Mining"),
    "energy": N_("Energy"),
    "green-energy": N_("Green energy"),
    "agriculture": N_("Agriculture"),
    "construction": N_("Construction"),
    "tourism": N_("Tourism"),
    "enterprise": N_("Enterprise"),
    "research": N_("Research"),
    "technology-transfer": N_("Technology transfer"),
    "innovation": N_("Innovation"),
    "digital": N_("Digital"),
    "ai": N_("Artificial intelligence"),
    "cybersecurity": N_("Cybersecurity"),
    "space": N_("Space"),
    "defence-industry": N_("Defence industry"),
    "standards": N_("Standards"),
    "transport": N_("Transport"),
    "aviation": N_("Aviation"),
    "telecom": N_("Telecommunications"),
    "education": N_("Education"),
    "culture": N_("Culture"),
    "youth-sport": N_("Youth and sport"),
    "health": N_("Health"),
    "media": N_("Media"),
    "migration-labour": N_("Migration and labour"),
    "language": N_("Language"),
    "defence": N_("Defence"),
    "security": N_("Security"),
    "justice": N_("Justice"),
    "consular": N_("Consular affairs"),
    "humanitarian": N_("Humanitarian aid"),
    "environment": N_("Environment"),
    "water": N_("Water"),
    "regional-development": N_("Regional development"),
    "regional-affairs": N_("Regional affairs"),
    "political": N_("Political relations"),
    "parliamentary": N_("Parliaments"),
    "multilateral": N_("Multilateral cooperation"),
}
PROFILE_STATUSES = {
    "draft": N_("Draft"),
    "review": N_("In review"),
    "published": N_("Published"),
    "expired": N_("Expired"),
    "dropped": N_("Dropped"),
}
PROFILE_ACTS = {
    "found": N_("Found in a document"),
    "entered": N_("Entered"),
    "submit": N_("Submit for review"),
    "publish": N_("Publish"),
    "return": N_("Return to its owner"),
    "expire": N_("Let it expire"),
    "renew": N_("Renew"),
    "drop": N_("Drop"),
    "interest": N_("Interest"),
    "open": N_("Unanswered"),
    "accepted": N_("Accept"),
    "declined": N_("Decline"),
}
CRITERIA = {
    "clarity": N_("Clarity"),
    "novelty": N_("Novelty"),
    "advantage": N_("Advantage"),
    "partner": N_("Partner described"),
}
STAGES = {
    "concept": N_("Concept"),
    "research": N_("Research"),
    "prototype": N_("Prototype"),
    "demonstrated": N_("Demonstrated"),
    "on-market": N_("On the market"),
}
PARTNERS = {
    "any": N_("Anyone"),
    "company": N_("Company"),
    "sme": N_("Small or medium enterprise"),
    "university": N_("University"),
    "research-institute": N_("Research institute"),
    "public-body": N_("Public body"),
    "investor": N_("Investor"),
}
COOPERATIONS = {
    "licence": N_("Licence"),
    "joint-development": N_("Joint development"),
    "manufacturing": N_("Manufacturing"),
    "distribution": N_("Distribution"),
    "joint-venture": N_("Joint venture"),
    "investment": N_("Investment"),
    "services": N_("Services"),
    "relocation": N_("Relocation"),
    "research-project": N_("Research project"),
}
TIES = {
    "funds": N_("funds"),
    "member": N_("is a member of"),
    "hosts": N_("hosts"),
    "signed": N_("signed with"),
    "partner": N_("works with"),
}
ACTIVITIES = {
    "pipeline": N_("Planned"),
    "implementation": N_("Being carried out"),
    "closed": N_("Closed"),
    "cancelled": N_("Called off"),
    "suspended": N_("Suspended"),
}
ROLES = {
    "funding": N_("Pays for it"),
    "accountable": N_("Answers for it"),
    "implementing": N_("Carries it out"),
}
INDICATORS = {
    "trade-turnover": N_("Trade turnover"),
    "exports": N_("Exports"),
    "imports": N_("Imports"),
    "investment": N_("Investment"),
    "companies": N_("Companies"),
    "flights": N_("Flights"),
    "tourists": N_("Tourists"),
    "students": N_("Students"),
    "projects": N_("Projects"),
    "gas-supplies": N_("Gas supplies"),
    "cargo": N_("Cargo"),
    "gdp": N_("Gross domestic product"),
    "population": N_("Population"),
}
FIELDS = {
    "kind": N_("Kind"),
    "status": N_("Status"),
    "date": N_("Date"),
    "place": N_("Place"),
    "city": N_("City"),
    "country": N_("Country"),
    "within": N_("On the margins of"),
    "participants": N_("Participants"),
    "parties": N_("Parties"),
    "topics": N_("Topics"),
    "position": N_("Position"),
    "position_class": N_("Rank"),
    "represents": N_("Represents"),
}
RECORD_KINDS = {
    "person": N_("People"),
    "organisation": N_("Organisations"),
    "engagement": N_("Engagements"),
    "outcome": N_("Outcomes"),
    "statement": N_("Statements"),
    "figure": N_("Figures"),
}
SOURCE_KINDS = {
    "foreign-ministry": N_("Foreign ministry"),
    "industry-ministry": N_("Ministry of industry"),
    "ministry": N_("Ministry"),
    "presidency": N_("Presidency"),
    "government": N_("Government"),
    "organisation": N_("International organisation"),
    "state-agency": N_("State news agency"),
    "agency": N_("News agency"),
}
HEALTHS = {
    "broken": N_("Broken"),
    "late": N_("Late"),
    "silent": N_("Nothing new"),
    "outside": N_("Outside expectations"),
    "ok": N_("In order"),
}
ALERT_WHAT = {
    "engagements": N_("Engagements"),
    "outcomes": N_("Promises"),
    "opportunities": N_("Opportunities"),
    "statuses": N_("How promises stand"),
    "documents": N_("Documents"),
    "matches": N_("What fits a profile"),
}
NORTHERN_CYPRUS = N_("Northern Cyprus")

ACCOUNT_ROLES = {"reader": N_("Reader"), "editor": N_("Editor"), "admin": N_("Admin")}
SCOPES = {"read": N_("only read"), "write": N_("read and decide"), "admin": N_("everything that an admin may")}
LABELS: Mapping[str, Mapping[str, str]] = {
    "kind": ENGAGEMENT_KINDS,
    "status": ENGAGEMENT_STATUSES,
    "outcome": OUTCOME_KINDS,
    "outcome_status": OUTCOME_STATUSES,
    "evidence": EVIDENCE_KINDS,
    "opportunity": OPPORTUNITIES,
    "position_class": POSITION_CLASSES,
    "topic": TOPICS,
    "field": FIELDS,
    "record": RECORD_KINDS,
    "profile_status": PROFILE_STATUSES,
    "profile_act": PROFILE_ACTS,
    "criterion": CRITERIA,
    "stage": STAGES,
    "tie": TIES,
    "indicator": INDICATORS,
    "activity": ACTIVITIES,
    "role": ROLES,
    "partner": PARTNERS,
    "cooperation": COOPERATIONS,
    "source_kind": SOURCE_KINDS,
    "health": HEALTHS,
    "alert_what": ALERT_WHAT,
    "account_role": ACCOUNT_ROLES,
    "scope": SCOPES,
}
