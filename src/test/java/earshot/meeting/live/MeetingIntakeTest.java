package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import earshot.id.DeviceId;
import earshot.id.MeetingId;
import earshot.meeting.Meeting;
import earshot.meeting.LiveMeetingStatus;
import earshot.meeting.MeetingSentence;
import earshot.meeting.MeetingSettings;
import earshot.meeting.MeetingSharingSettings;
import earshot.meeting.MeetingTranscript;
import earshot.problem.ProblemCode;
import earshot.watch.Watch;
import earshot.wire.MeetingMessage;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// From a message to the store and to the devices that get copies.
class MeetingIntakeTest {
    private final MeetingFixture meetingFixture = new MeetingFixture();
    private final MeetingFixture.ConnectionFake badge = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:01"));

    @Test
    @DisplayName("row 31: a new connection has no meeting, and a new meeting is empty and not finalized")
    void aNewMeetingIsEmpty() {
        assertThat(badge.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.NONE);
        assertThat(badge.meetingParticipation.meeting()).isEmpty();

        badge.meetingParticipation.begin();

        MeetingTranscript kept = meetingFixture.meetingStore.stored(badge.id());
        assertThat(badge.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.COLLECTING);
        assertThat(kept.sentences()).isEmpty();
        assertThat(kept.summary()).isEmpty();
        assertThat(kept.meeting().startedAt()).isEqualTo(meetingFixture.time.now());
        assertThat(now()).extracting(LiveMeetingStatus::pending, LiveMeetingStatus::duplicates, LiveMeetingStatus::phase).containsExactly(0, 0,
            Optional.empty());
    }

    @Test
    @DisplayName("row 31: the same text twice inside the window counts once, rapid snippets merge in batches, segments carry whole milliseconds and text")
    void repeatsCountOnceAndRapidSnippetsMergeInBatches() {
        badge.say("先看上周的问题。");
        badge.say("先看上周的问题");
        badge.say("硬件这周能到。");
        assertThat(now()).extracting(LiveMeetingStatus::pending, LiveMeetingStatus::duplicates).containsExactly(2, 1);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).isEmpty();

        meetingFixture.advance(5);

        assertThat(now().pending()).isZero();
        MeetingMessage.Transcript pushed = badge.heard(MeetingMessage.Transcript.class).getFirst();
        assertThat(pushed.total()).isEqualTo(2);
        assertThat(pushed.segments()).extracting(MeetingMessage.TranscriptSegment::text).containsExactly("先看上周的问题。", "硬件这周能到。");
        assertThat(pushed.segments().getFirst().epochMillis()).isEqualTo(meetingFixture.time.now().minusSeconds(5).toEpochMilli());
        assertThat(pushed.segments().getFirst().speakerId()).isEqualTo(badge.device.value());
        assertThat(meetingFixture.meetingStore.stored(badge.id()).sentences()).extracting(MeetingSentence::status)
            .containsExactly(MeetingSentence.Status.MERGED, MeetingSentence.Status.DUPLICATE, MeetingSentence.Status.MERGED);
    }

    @Test
    void textsThatNobodySaidAreCounted() {
        badge.meetingParticipation.begin();
        badge.meetingParticipation.countDropped();
        badge.meetingParticipation.countDropped();
        assertThat(now().droppedTexts()).isEqualTo(2);
        assertThat(meetingFixture.meetingStore.stored(badge.id()).sentences()).isEmpty();
    }

    /// The embedded recognizer and FunASR without its punctuation model write no punctuation: an answer is no partial of what is said next,
    /// and a prefix of an earlier sentence is an answer.
    @Test
    void whatWasHeardBetweenTwoPausesStandsAlthoughItBeginsAsItsNeighboursDo() {
        List<String> said = List.of("yes", "yes we can ship on friday", "no the battery is not ready", "no", "the budget", "the budget is too small");
        for (String text : said) {
            badge.meetingParticipation.addRecognized(new RecognizedSentence(text, Optional.empty(), meetingFixture.time.now(), Optional.empty()));
            meetingFixture.advance(1);
        }

        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactlyElementsOf(said);
    }

    @Test
    void aSnippetIsAcknowledgedWhenItIsKeptAndNotBefore() {
        meetingFixture.meetingStore.hold();
        badge.say("Kept first.");
        assertThat(badge.received).isEmpty();

        meetingFixture.meetingStore.release();

        assertThat(badge.received).containsExactly(new MeetingMessage.SnippetOk());
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("Kept first.");
    }

    @Test
    void answersGoOutInTheOrderOfTheQuestions() {
        meetingFixture.meetingStore.hold();
        badge.say("one");
        badge.meetingParticipation.addSnippets(JsonNodeFactory.instance.objectNode());
        badge.say("two");
        assertThat(badge.received).isEmpty();

        meetingFixture.meetingStore.release();

        assertThat(badge.received).containsExactly(new MeetingMessage.SnippetOk(),
            new MeetingMessage.Refused(MeetingMessage.RefusalCode.SCHEMA_INVALID, "items must be array of {tag,text}: missing one of tag/text"),
            new MeetingMessage.SnippetOk());
    }

    @Test
    void whatTheDiskRefusesIsNotAcknowledgedAndItsRepeatKeepsIt() {
        badge.say("First.");
        meetingFixture.meetingStore.refuse(true);
        badge.say("Second.");
        assertThat(badge.received.getLast()).isInstanceOf(MeetingMessage.Refused.class);
        assertThat(meetingFixture.problems).singleElement().matches(problem -> problem.code() == ProblemCode.MEETING_NOT_STORED);
        badge.say("Second.");
        assertThat(badge.received.getLast()).isInstanceOf(MeetingMessage.Refused.class);

        meetingFixture.meetingStore.refuse(false);
        badge.say("Second.");

        assertThat(badge.received.getLast()).isEqualTo(new MeetingMessage.SnippetOk());
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("First.", "Second.");
        assertThat(meetingFixture.problems).isEmpty();
    }

    @Test
    void aMeetingThatCouldNotBeBegunIsWrittenWithItsFirstSentence() {
        meetingFixture.meetingStore.refuse(true);
        badge.meetingParticipation.begin();
        meetingFixture.meetingStore.refuse(false);
        badge.say("Here.");

        assertThat(badge.received.getLast()).isEqualTo(new MeetingMessage.SnippetOk());
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("Here.");
    }

    @Test
    void theTenthMessageWithinASecondIsRefusedAndNeverAcknowledged() {
        IntStream.rangeClosed(1, 12).forEach(i -> badge.say("Sentence " + i + "."));

        assertThat(badge.heard(MeetingMessage.SnippetOk.class)).hasSize(9);
        assertThat(badge.heard(MeetingMessage.Refused.class)).hasSize(3).allMatch(refused -> refused.code() == MeetingMessage.RefusalCode.RATE_LIMITED);
        meetingFixture.advance(1);
        badge.say("Sentence 10.");
        assertThat(meetingFixture.meetingStore.texts(badge.id())).hasSize(10).last().isEqualTo("Sentence 10.");
    }

    @Test
    void aMessageWithThousandsOfItemsIsRefusedWhole() {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 4_241).forEach(i -> items.addObject().put("tag", "a").put("text", "Sentence " + i));
        badge.meetingParticipation.addSnippets(items);

        assertThat(badge.received).containsExactly(new MeetingMessage.Refused(MeetingMessage.RefusalCode.SCHEMA_INVALID, "at most 2000 snippets in a message"));
        badge.say("Hello.");
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("Hello.");
    }

    @Test
    void whatABadgeKeptForLongIsTakenInSlices() {
        ArrayNode items = JsonNodeFactory.instance.arrayNode();
        IntStream.range(0, 1_001).forEach(i -> items.addObject().put("tag", "a").put("text", "Sentence " + i));
        badge.meetingParticipation.addSnippets(items);

        assertThat(badge.received.getLast()).isEqualTo(new MeetingMessage.SnippetOk());
        assertThat(meetingFixture.meetingStore.texts(badge.id())).hasSize(1_001).last().isEqualTo("Sentence 1000");
    }

    @Test
    void aMeetingThatIsFullKeepsNothingMoreAndSaysSoOnce() {
        for (int message = 0; message < 40 && badge.heard(MeetingMessage.Refused.class).isEmpty(); message++) {
            ArrayNode items = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < SnippetRateLimiter.MAX_ITEMS; i++) {
                items.addObject().put("tag", "a").put("text", (message + " " + i + " words ").repeat(200));
            }
            badge.meetingParticipation.addSnippets(items);
            meetingFixture.advance(40);
        }
        badge.say("And this.");
        badge.meetingParticipation.addRecognized(new RecognizedSentence("And that.", Optional.empty(), meetingFixture.time.now(), Optional.empty()));

        assertThat(badge.heard(MeetingMessage.Refused.class)).hasSize(2).allMatch(refused -> refused.code() == MeetingMessage.RefusalCode.NOT_KEPT);
        assertThat(meetingFixture.problems).filteredOn(problem -> problem.code() == ProblemCode.MEETING_FULL).hasSize(1);
        assertThat(meetingFixture.meetingStore.stored(badge.id()).sentences().stream().mapToLong(sentence -> sentence.text().length()).sum())
            .isGreaterThan(10_000_000);
    }

    @Test
    void aSnippetWithoutAMeetingBeginsOne() {
        badge.say("Hello.");

        assertThat(badge.meetingParticipation.state()).isEqualTo(MeetingParticipation.IntakeState.COLLECTING);
        assertThat(badge.id()).isEqualTo(MeetingId.of(badge.session));
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("Hello.");
    }

    @Test
    void whatIsHeardIsASentenceOfTheDevice() {
        badge.meetingParticipation.begin();
        Instant at = meetingFixture.time.now().minusSeconds(2).plusNanos(1_234_567);
        badge.meetingParticipation.addRecognized(
            new RecognizedSentence(" 那 我 们 开 始 。", Optional.empty(), at, Optional.of(new MeetingSentence.Span(Duration.ofSeconds(3), Duration.ofSeconds(2)))));
        badge.meetingParticipation.addRecognized(new RecognizedSentence(" 。", Optional.empty(), at, Optional.empty()));

        MeetingTranscript kept = meetingFixture.meetingStore.stored(badge.id());
        assertThat(kept.sentences()).singleElement().satisfies(one -> {
            assertThat(one.text()).isEqualTo("那我们开始。");
            assertThat(one.at().getNano() % 1_000_000).isZero();
            assertThat(one.speaker()).isEqualTo(badge.device.value());
            assertThat(one.recordingSpan()).isPresent();
        });
        assertThat(kept.meeting().recorded()).isTrue();
    }

    @Test
    void aPartialThatWasPushedGrowsInItsPlace() {
        badge.say("S1", "今天我们");
        badge.say("S2", "等一下。");
        meetingFixture.advance(5);
        assertThat(badge.lines()).containsExactly("今天我们", "等一下。");

        badge.say("S1", "今天我们讨论预算。");
        meetingFixture.advance(5);

        assertThat(badge.lines()).containsExactly("今天我们讨论预算。", "等一下。");
        assertThat(meetingFixture.meetingStore.texts(badge.id())).containsExactly("今天我们讨论预算。", "等一下。");
    }

    @Test
    void atMostTheLastFiftyAreSentAndAllAreCounted() {
        for (int i = 0; i < 57; i++) {
            meetingFixture.advance(1);
            badge.say("Sentence " + i + ".");
        }
        meetingFixture.advance(5);

        MeetingMessage.Transcript last = badge.heard(MeetingMessage.Transcript.class).getLast();
        assertThat(last.total()).isEqualTo(57);
        assertThat(last.segments()).hasSize(50);
        assertThat(last.segments().getLast().text()).isEqualTo("Sentence 56.");
    }

    @Test
    void aChangedIntervalHoldsFromTheNextCycleOn() {
        badge.say("One.");
        meetingFixture.advance(4);
        meetingFixture.change(s -> MeetingFixture.with(s, Duration.ofSeconds(15), s.resumeLimit(), s.join()));
        meetingFixture.advance(1);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).as("the running cycle ends as it began").hasSize(1);
        meetingFixture.advance(14);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).hasSize(1);
        meetingFixture.advance(1);
        assertThat(badge.heard(MeetingMessage.Transcript.class)).hasSize(2);
    }

    @Test
    void timersRunFromTheFirstSentenceOn() {
        badge.meetingParticipation.begin();
        meetingFixture.advance(60);
        assertThat(badge.received).isEmpty();
        assertThat(now().nextPush()).isEmpty();

        badge.say("Now.");

        assertThat(now().nextPush()).contains(meetingFixture.time.now().plusSeconds(5));
        assertThat(now().nextCheckpoint()).contains(meetingFixture.time.now().plusSeconds(600));
    }

    @Test
    void whereTheTranscriptIsSentSeldomSentencesAreMergedNonetheless() {
        meetingFixture.change(s -> MeetingFixture.with(s, Duration.ofSeconds(15), s.resumeLimit(), s.join()));
        badge.say("One.");
        meetingFixture.advance(11);
        assertThat(now().pending()).isEqualTo(1);
        meetingFixture.advance(1);
        assertThat(now().pending()).isZero();
        assertThat(badge.heard(MeetingMessage.Transcript.class)).isEmpty();
    }

    @Test
    void copiesGoToWhomTheRulesAllow() {
        MeetingFixture.ConnectionFake same = meetingFixture.connect(new DeviceId("a0:b1:c2:ff:ff:ff"));
        MeetingFixture.ConnectionFake listed = meetingFixture.connect(new DeviceId("bb:00"));
        MeetingFixture.ConnectionFake other = meetingFixture.connect(new DeviceId("cc:00"));
        MeetingFixture.ConnectionFake gone = meetingFixture.connect(new DeviceId("a0:b1:c2:ee:ee:ee"));
        gone.there = false;
        meetingFixture.broadcast(MeetingSharingSettings.Broadcast.Mode.GROUP, List.of(new DeviceId("bb:00")), false);

        badge.say("Tell them.");
        meetingFixture.advance(5);

        assertThat(same.received).hasSize(2);
        assertThat(same.received.getFirst()).isEqualTo(new MeetingMessage.Snippet(MeetingFixture.items("Tell them."), "device-1"));
        assertThat(same.heard(MeetingMessage.Transcript.class)).singleElement().matches(copy -> copy.from().equals(Optional.of("device-1")));
        assertThat(listed.received).hasSize(2);
        assertThat(listed.received.getFirst()).isEqualTo(new MeetingMessage.Snippet(MeetingFixture.items("Tell them."), badge.device.value()));
        assertThat(listed.heard(MeetingMessage.Transcript.class)).singleElement().matches(copy -> copy.from().equals(Optional.of(badge.device.value())));
        assertThat(other.received).isEmpty();
        assertThat(badge.heard(MeetingMessage.Snippet.class)).isEmpty();
        assertThat(badge.heard(MeetingMessage.Transcript.class)).hasSize(1);
    }

    @Test
    void summariesAreCopiedTooAndThoseAtTheTableGetTheirOwn() {
        MeetingFixture.ConnectionFake same = meetingFixture.connect(new DeviceId("a0:b1:c2:ff:ff:ff"));
        MeetingFixture.ConnectionFake beside = meetingFixture.connect(new DeviceId("a0:b1:c2:00:00:02"));
        meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), MeetingSettings.Join.ALL));
        meetingFixture.broadcast(MeetingSharingSettings.Broadcast.Mode.GROUP, List.of(), false);
        badge.say("Tell them.");
        beside.meetingParticipation.begin();
        badge.meetingParticipation.finish(Meeting.EndCause.MESSAGE);
        await().until(() -> badge.acts.contains("dismissed"));

        assertThat(same.summaries()).singleElement().matches(copy -> copy.from().equals(Optional.of("device-1")));
        assertThat(beside.summaries()).singleElement().matches(own -> own.from().isEmpty());
        assertThat(same.acts).isEmpty();
    }

    @Test
    void noCopyTellsTheIdOfADeviceToOneThatTheOperatorDidNotList() {
        MeetingFixture.ConnectionFake same = meetingFixture.connect(new DeviceId("a0:b1:c2:ff:ff:ff"));
        MeetingFixture.ConnectionFake listed = meetingFixture.connect(new DeviceId("bb:00"));
        meetingFixture.broadcast(MeetingSharingSettings.Broadcast.Mode.GROUP, List.of(new DeviceId("bb:00")), false);
        badge.meetingParticipation.begin();
        badge.meetingParticipation.addRecognized(new RecognizedSentence("A sentence.", Optional.empty(), meetingFixture.time.now(), Optional.empty()));
        badge.say("Another.");
        meetingFixture.advance(5);
        badge.meetingParticipation.finish(Meeting.EndCause.MESSAGE);
        await().until(() -> badge.acts.contains("dismissed"));

        assertThat(same.received).hasSizeGreaterThan(3);
        assertThat(same.received.toString()).contains("device-1").doesNotContain(badge.device.value());
        assertThat(listed.received.toString()).contains(badge.device.value()).doesNotContain("device-1");
    }

    @Test
    void bySessionOnlyThoseOnTheListAreSentCopiesAndTheOriginWhereItIsWished() {
        MeetingFixture.ConnectionFake same = meetingFixture.connect(new DeviceId("a0:b1:c2:ff:ff:ff"));
        MeetingFixture.ConnectionFake listed = meetingFixture.connect(new DeviceId("bb:00"));
        meetingFixture.broadcast(MeetingSharingSettings.Broadcast.Mode.SESSION, List.of(new DeviceId("bb:00")), true);

        badge.say("Tell them.");

        assertThat(same.received).isEmpty();
        assertThat(listed.heard(MeetingMessage.Snippet.class)).hasSize(1);
        assertThat(badge.heard(MeetingMessage.Snippet.class)).hasSize(1);
    }

    @Test
    void devicesThatSpeakAtOnceLoseNothingAndTheBookIsWhatIsShown() throws Exception {
        meetingFixture.change(s -> MeetingFixture.with(s, s.intervals().push(), s.resumeLimit(), MeetingSettings.Join.ALL));
        badge.meetingParticipation.begin();
        Watch<MeetingTranscript> watch = meetingFixture.meetings.open(new MeetingId(badge.id().value())).join();
        List<MeetingFixture.ConnectionFake> connectionFakes = IntStream.range(0, 8).mapToObj(i -> meetingFixture.connect(new DeviceId("device " + i))).toList();
        List<Thread> threads = connectionFakes.stream().map(connectionFake -> Thread.ofPlatform().start(() -> {
            connectionFake.meetingParticipation.begin();
            for (int i = 0; i < 250; i++) {
                connectionFake.meetingParticipation.addRecognized(new RecognizedSentence("Sentence " + i + " of " + connectionFake.device + ".",
                    Optional.empty(), meetingFixture.time.now(), Optional.empty()));
            }
        })).toList();
        for (int i = 0; i < 60; i++) {
            meetingFixture.advance(1);
        }
        for (Thread thread : threads) {
            thread.join();
        }
        meetingFixture.advance(15);

        MeetingTranscript kept = meetingFixture.meetingStore.stored(badge.id());
        assertThat(kept.sentences()).hasSize(2_000).isEqualTo(watch.get().sentences());
        assertThat(kept.sentences()).extracting(MeetingSentence::number).containsExactlyElementsOf(LongStream.range(0, 2_000).boxed().toList());
        for (MeetingFixture.ConnectionFake connectionFake : connectionFakes) {
            assertThat(kept.countedSentences().stream().filter(one -> one.device().equals(connectionFake.device)).map(MeetingSentence::text))
                .containsExactlyElementsOf(IntStream.range(0, 250).mapToObj(i -> "Sentence " + i + " of " + connectionFake.device + ".").toList());
        }
        assertThat(badge.heard(MeetingMessage.Transcript.class).getLast().total()).isEqualTo(2_000);
        assertThat(meetingFixture.meetings.meetings().get().getFirst().segments()).isEqualTo(2_000);
    }

    @Test
    void whoLooksSeesEachSentenceAtOnce() {
        badge.meetingParticipation.begin();
        Watch<MeetingTranscript> watch = meetingFixture.meetings.open(new MeetingId(badge.id().value())).join();
        badge.say("One.");
        assertThat(watch.get().sentences()).hasSize(1);
        assertThat(watch.get().meeting().segments()).isEqualTo(1);
        assertThat(meetingFixture.meetings.open(new MeetingId(badge.id().value())).join()).isSameAs(watch);
        assertThat(meetingFixture.meetings.meetings().get()).singleElement().matches(meeting -> meeting.segments() == 1);
    }

    private LiveMeetingStatus now() {
        return meetingFixture.meetings.running().get().getFirst();
    }
}
