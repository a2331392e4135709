from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import FixInput
from index.removal import IssueName, RemovedIssue
from tests.test_ui_shelf import OVERVIEW
from tests.ui_samples import HOSTILE, article, assert_harmless, page, text_of
from ui.records import Opened, OpenedSheet
from ui.removing import issue_opened, issue_value, named_issue, question_html, removed_choices
from ui.texts import CHINESE, ENGLISH

DAY = date(2024, 5, 20)
NAMES = st.builds(IssueName, st.one_of(st.none(), st.text()), st.one_of(st.none(), st.dates()))


def test_the_issue_of_a_page_and_of_an_article_in_the_reader() -> None:
    name = IssueName("霁川日报", DAY)
    assert issue_opened(OpenedSheet(page(), (), None)) == name
    assert issue_opened(Opened(article(), None, ())) == name
    assert issue_opened(None) is None


def test_the_question_says_what_goes() -> None:
    html = question_html(IssueName("霁川日报", DAY), OVERVIEW, CHINESE)
    assert "《霁川日报》 2024年5月20日" in text_of(html) and "1 个版面、2 篇文章" in text_of(html)
    assert_harmless(question_html(IssueName(HOSTILE, None), OVERVIEW, ENGLISH))


@given(NAMES)
def test_an_issue_is_named_by_its_value(name: IssueName) -> None:
    assert named_issue(issue_value(name), CHINESE) == name
    assert removed_choices((RemovedIssue(name, 1, ""),), CHINESE)[0][1] == issue_value(name)


@pytest.mark.parametrize("value", ["", "no json", "[]", '["a"]', '["a", "no date"]', "3", '["a", 5]', None])
def test_what_a_browser_makes_up_names_no_issue(value: str) -> None:
    with pytest.raises(FixInput):
        named_issue(value, ENGLISH)
