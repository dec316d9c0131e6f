"""Rival accounts from analyses and judgements: a projection, the same for the same input in any order.

This is the last stage: it joins what stories, matching and origins derive from the judgements.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from counterclaim._memo import Memo
from counterclaim.differences import find_corrections
from counterclaim.disputes._counts import count_origins, count_utterances
from counterclaim.disputes._find import Opposed, find_disputes, find_held
from counterclaim.disputes._matters import Matters
from counterclaim.disputes._oppositions import find_oppositions
from counterclaim.disputes._parties import join_names
from counterclaim.disputes._polarities import stand_to_matter
from counterclaim.disputes._quotations import find_differing_quotations
from counterclaim.disputes._retractions import claims_in_notes
from counterclaim.disputes._scene import Scene
from counterclaim.disputes._statuses import derive_statuses, tell
from counterclaim.disputes._successions import find_successions
from counterclaim.disputes._utterances import join_utterances, map_acts
from counterclaim.disputes._words import choose_title, choose_wording, find_unanswered, measure_nearness, plain, states
from counterclaim.matching import group_claims
from counterclaim.origins import OriginIndex, find_acts, find_origins
from counterclaim.records.accounts import (
    HELD_BACK,
    Accounts,
    Answer,
    Judgements,
    Match,
    MatchLabel,
    Origin,
    Position,
    Proposition,
    Reason,
    ReportLink,
    Story,
)
from counterclaim.records.analyses import Analysis
from counterclaim.records.claims import Claim, Polarity
from counterclaim.records.differences import CorrectionNote
from counterclaim.records.ids import ClaimId, PropositionId, RevisionId, UtteranceId, digest, make_id
from counterclaim.records.revisions import Revision
from counterclaim.records.spans import words_at
from counterclaim.review import Constraints, find_constraints, find_standings, hold_disputes, hold_origins
from counterclaim.stories import group_reports, name_story

Groups = dict[PropositionId, tuple[Claim, ...]]

#: Where the corrections stand in the reports that were read last.
_NOTES: Memo[tuple[CorrectionNote, ...]] = Memo(10_000)


def build_accounts(analyses: Sequence[Analysis], judgements: Judgements) -> Accounts:
    """The stories, propositions, disputes, answers and origins that follow from the judgements."""
    reports = {analysis.revision.id: analysis for analysis in analyses}
    claims = {claim.id: claim for analysis in reports.values() for claim in analysis.claims}
    decided = find_constraints(list(reports.values()), judgements.decisions)
    origins = hold_origins(find_origins(list(reports.values())), decided.origins)
    order = [analysis.revision.id for analysis in sorted(reports.values(), key=_when)]
    groups = group_reports(order, judgements.links, together=decided.reports.together, apart=decided.reports.apart)
    story_of = {revision: number for number, revisions in enumerate(groups) for revision in revisions}
    matches: dict[int, list[Match]] = defaultdict(list)
    for match in sorted(judgements.matches, key=lambda match: (match.a, match.b)):
        if match.a in claims and match.b in claims:
            a, b = (story_of[claims[claim].revision_id] for claim in (match.a, match.b))
            if a == b:
                matches[a].append(match)
    links: dict[int, list[ReportLink]] = defaultdict(list)
    for link in judgements.links:
        number = story_of.get(link.a)
        if number is not None and number == story_of.get(link.b):
            links[number].append(link)
    origins_of: dict[int, list[Origin]] = defaultdict(list)
    for origin in origins:
        for number in {story_of[revision] for revision in origin.revisions}:
            origins_of[number].append(origin)
    parts = [
        _story_accounts(
            [reports[revision] for revision in revisions],
            links[number],
            matches[number],
            origins_of[number],
            decided,
            judgements,
        )
        for number, revisions in enumerate(groups)
    ]
    return Accounts(
        stories=tuple(story for part in parts for story in part.stories),
        propositions=tuple(proposition for part in parts for proposition in part.propositions),
        disputes=tuple(dispute for part in parts for dispute in part.disputes),
        answers=tuple(answer for part in parts for answer in part.answers),
        origins=(*origins, *(origin for part in parts for origin in part.origins)),
        quotations=tuple(quotation for part in parts for quotation in part.quotations),
        utterances=tuple(utterance for part in parts for utterance in part.utterances),
    )


def _story_accounts(
    members: Sequence[Analysis],
    links: Sequence[ReportLink],
    matches: Sequence[Match],
    origins: Sequence[Origin],
    decided: Constraints,
    judgements: Judgements,
) -> Accounts:
    """The accounts of one story. `links` and `matches` are those inside it; of `decided` what is on others is idle."""
    revisions = tuple(analysis.revision.id for analysis in members)
    story_id, formerly = name_story([analysis.revision for analysis in members])
    story = Story(
        id=story_id,
        title=choose_title(members),
        revisions=revisions,
        reasons=max(links, key=lambda link: (link.score, link.a, link.b)).reasons if links else (),
        formerly=formerly,
    )
    texts = {analysis.revision.id: analysis.revision.text for analysis in members}
    claims = {claim.id: claim for analysis in members for claim in analysis.claims}
    names = join_names(members, decided.actors)
    utterances = join_utterances(list(claims.values()), texts, names)
    acts = map_acts(list(claims.values()), utterances)
    told = find_acts(members, utterances, names)
    origins = OriginIndex((*origins, *told))
    notes = {analysis.revision.id: _notes(analysis.revision) for analysis in members}
    noted = {claim for analysis in members for claim in claims_in_notes(analysis, notes[analysis.revision.id])}
    groups: Groups = {
        PropositionId(make_id("p", sorted(group))): stand_to_matter([claims[claim] for claim in group], names)
        for group in group_claims(
            [claim for claim in claims.values() if claim.id not in noted],
            matches,
            together=decided.claims.together,
            apart=decided.claims.apart,
        )
        if any(_tells(claims[claim], texts) for claim in group)
    }
    claims |= {claim.id: claim for group in groups.values() for claim in group}
    matters = Matters(groups, matches, names, texts)
    opposed = {identity: find_oppositions(group, matters) for identity, group in groups.items()}
    found = find_disputes(story.id, matters, opposed)
    disputes = hold_disputes(story.id, found, groups, names, decided.disputes)
    documents = {analysis.revision.document_id for analysis in members}
    scene = Scene(
        reports={analysis.revision.id: analysis for analysis in members},
        names=names,
        origins=origins,
        disputes=disputes,
        standings=find_standings(members, judgements.decisions, names)[0],
        claims=claims,
        notes=notes,
        earlier=[text for text in judgements.earlier if text.document_id in documents],
    )
    successions = find_successions(groups.values(), matches, scene)
    nearness = measure_nearness(groups.values(), matches)
    disputed = {claim for dispute in disputes for claim in dispute.sides_for}
    disputed |= {claim for dispute in disputes if dispute.b is not None for claim in dispute.sides_against}
    wordings = {identity: choose_wording(group, texts, nearness, disputed) for identity, group in groups.items()}
    words = {identity: plain(w, words_at(texts[w.revision_id], w.content)) for identity, w in wordings.items()}
    propositions = []
    for identity, members_of in groups.items():
        positions = _positions(members_of, names, acts, texts, origins)
        bases = derive_statuses(identity, members_of, words, scene, successions)
        statuses, reasons = tell(bases)
        propositions.append(
            Proposition(
                id=identity,
                story_id=story.id,
                words=words[identity],
                wording=wordings[identity].id,
                claims=tuple(claim.id for claim in members_of),
                positions=positions,
                statuses=statuses,
                status_reasons=reasons,
                reports=len({claim.revision_id for claim in members_of}),
                origins=count_origins(members_of, origins),
                status_bases=bases,
            )
        )
    return Accounts(
        stories=(story,),
        propositions=tuple(propositions),
        disputes=disputes,
        answers=(
            *_answers(groups, claims, texts, matches),
            *_held_back(opposed, texts),
        ),
        origins=told,
        quotations=find_differing_quotations(list(claims.values()), texts, names, acts),
        utterances=utterances,
    )


def _notes(revision: Revision) -> tuple[CorrectionNote, ...]:
    text = digest(revision.text.encode("utf-8", "surrogatepass"))
    return _NOTES.get(text, lambda: find_corrections(revision))


def _when(analysis: Analysis) -> tuple[str, str]:
    published = analysis.revision.published
    moment = published.earliest if published else analysis.revision.captured_at
    return (f"{moment.timestamp():020.3f}", analysis.revision.id)


def _tells(claim: Claim, texts: Mapping[RevisionId, str]) -> bool:
    """Whether the claim's words can stand for a proposition; a mere “to comment”, a question or a name cannot."""
    return states(claim, words_at(texts[claim.revision_id], claim.content))


def _positions(
    claims: Sequence[Claim],
    names: Mapping[ClaimId, str],
    acts: Mapping[UtteranceId, UtteranceId],
    texts: Mapping[RevisionId, str],
    origins: Sequence[Origin],
) -> tuple[Position, ...]:
    """Who stands where on one proposition: for, against, open; within each by name."""
    held: dict[tuple[Polarity, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        held[claim.polarity, names[claim.id]].append(claim)
    order = list(Polarity)
    return tuple(
        Position(
            actor=actor,
            polarity=polarity,
            claims=tuple(claim.id for claim in group),
            utterances=count_utterances(group, acts, texts, origins),
            origins=count_origins(group, origins),
        )
        for (polarity, actor), group in sorted(held.items(), key=lambda item: (order.index(item[0][0]), item[0][1]))
    )


def _answers(
    groups: Groups, claims: Mapping[ClaimId, Claim], texts: Mapping[RevisionId, str], matches: Sequence[Match]
) -> Iterator[Answer]:
    """The denials that deny no claim of the story as it stands, each with the claim that it answers best."""
    denying = {
        claim.id
        for group in groups.values()
        if any(claim.polarity is Polarity.FOR for claim in group)
        for claim in group
        if claim.polarity is Polarity.AGAINST
    }
    best: dict[ClaimId, tuple[float, ClaimId, Match]] = {}
    for match in matches:
        if match.label is not MatchLabel.ANSWERS:
            continue
        denial, claim = match.a, match.b
        if claims[denial].polarity is not Polarity.AGAINST:
            denial, claim = claim, denial
        if denial not in denying and (denial not in best or (match.score, claim) > best[denial][:2]):
            best[denial] = match.score, claim, match
    for denial, (_, claim, match) in sorted(best.items()):
        yield Answer(
            denial=denial,
            claim=claim,
            unanswered=find_unanswered(claims[denial], claims[claim], texts),
            reasons=match.reasons,
        )


def _held_back(opposed: Opposed, texts: Mapping[RevisionId, str]) -> Iterator[Answer]:
    """The denials that were put to a claim and raise no dispute, each with why."""
    for denial, pair in sorted(find_held(opposed).items()):
        why = Reason(name=HELD_BACK, weight=0.0, detail=f"no dispute, because {pair.held}")
        yield Answer(
            denial=denial,
            claim=pair.claim.id,
            unanswered=find_unanswered(pair.denial, pair.claim, texts),
            reasons=(*(pair.match.reasons if pair.match else ()), why),
        )
