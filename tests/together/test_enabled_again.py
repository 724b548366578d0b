"""Somebody disabled in the company's directory and enabled again works on at the desk they had."""

from __future__ import annotations

import pytest

from tests.together.test_the_loop_closes import Company, company

__all__ = ["company"]


@pytest.mark.parametrize("company", ["sqlite"], indirect=True)
def test_who_comes_back_goes_on_at_the_same_desk_with_a_fresh_code(company: Company) -> None:
    file = company.folder / "people.csv"

    def directory_says(status: str) -> None:
        file.write_text(
            f"Name,Role,Branch,Email,Status\nAda,officer,North,ada@example.com,{status}\n", encoding="utf-8"
        )
        company.hub("people", "import", file)

    directory_says("enabled")
    company.run("Ada", "sync")
    directory_says("disabled")
    company.run("Ada", "sync")
    directory_says("enabled")
    assert "no longer let in" in company.run("Ada", "sync", fails=True)["error"]
    code = company.hub("invite", "Ada")["code"]
    company.run("Ada", "enroll", "--hub", company.url, "--code", code)
    company.hub("leads", "import", "tests/data/leads/facebook_lead_ads.csv", "--source", "F", "--assign", "Ada")
    company.run("Ada", "sync")
    lead_id = company.run("Ada", "leads")["leads"][0]["lead_id"]
    company.run("Ada", "log", lead_id, "no_answer")
    assert company.run("Ada", "sync")["pending"] == 0
    assert [one["kind"] for one in company.hub("lead", lead_id)["timeline"]] == ["no_answer"]
