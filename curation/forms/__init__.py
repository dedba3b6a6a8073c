from curation.forms.care import AnswerForm, ReasonForm, ReportForm
from curation.forms.moving import GrowForm, MoveForm, PutBackForm, grown
from curation.forms.planting import OutcomeForm, SeedForm, initial_from, initial_from_seed, next_monday

__all__ = [
    "AnswerForm",
    "GrowForm",
    "MoveForm",
    "OutcomeForm",
    "PutBackForm",
    "ReasonForm",
    "ReportForm",
    "SeedForm",
    "grown",
    "initial_from",
    "initial_from_seed",
    "next_monday",
]
