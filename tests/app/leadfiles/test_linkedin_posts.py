"""LinkedIn's lead form responses, posted by a tool between: answers under the numbers or the names of questions."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.app.leadfiles.test_web_posts import DANA, M, P, only, told

ANSWERED = {"FIRST_NAME": "Dana", "LAST_NAME": "Whitlock", "EMAIL": M, "PHONE_NUMBER": f"+1 {P}"}
MAP = {"1": "First Name", "2": "Last Name", "3": "Email", "4": "Mobile Phone"}


def response(*, are_named: bool) -> dict[str, Any]:
    answers = [
        {"questionId": n, "answerDetails": {"textQuestionAnswer": {"answer": said}}}
        | ({"name": name} if are_named else {})
        for n, (name, said) in enumerate(ANSWERED.items(), 1)
    ]
    choice = {"questionId": 5, "answerDetails": {"multipleChoiceAnswer": {"options": [1, 2]}}}
    return {
        "id": "a1b2c3d4-11",
        "submitter": "urn:li:person:M",
        "submittedAt": 1762780000000,
        "testLead": True,
        "leadMetadata": {"sponsoredLeadMetadata": {"campaign": "urn:li:sponsoredCampaign:61"}},
        "formResponse": {
            "answers": [*answers, choice],
            "consentResponses": [{"accepted": True, "consentId": 9}],
        },
    }


@pytest.mark.parametrize("are_named", [True, False])
@pytest.mark.parametrize("is_listed", [True, False])
def test_a_response_is_read_by_the_questions_names_or_the_sources_map(are_named: bool, is_listed: bool) -> None:
    said = response(are_named=are_named)
    draft = only(json.dumps({"elements": [said]} if is_listed else said), columns={} if are_named else MAP)
    phones = DANA["phones"] if are_named else [f"{P}m"]
    assert told(draft) == {**DANA, "phones": phones, "id": "a1b2c3d4-11", "campaign": "urn:li:sponsoredCampaign:61"}
    assert (draft.is_test, draft.source_fields["5"]) == (True, "1, 2")


def test_without_names_and_a_map_the_number_and_the_address_are_taken_for_what_they_are() -> None:
    draft = only(json.dumps(response(are_named=False)))
    assert (draft.borrower.emails, [phone.number for phone in draft.borrower.phones]) == ((M,), [f"+1{P}"])
