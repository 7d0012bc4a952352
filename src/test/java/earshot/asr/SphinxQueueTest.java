package earshot.asr;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;

class SphinxQueueTest {
    private final SphinxQueue queue = new SphinxQueue();
    private final AtomicInteger changes = new AtomicInteger();
    private final SphinxUtterance spoken = SphinxUtterance.open(List.of(), _ -> {}, changes::incrementAndGet, new TimeFake());

    @Test
    void oneWhoStillSpeaksIsDecodedAsFarAsTheAudioHasCome() {
        assertThat(queue.open(spoken)).isTrue();
        assertThat(queue.next()).as("nothing was said yet").isEmpty();
        spoken.accept(new short[960]);
        assertThat(changes).hasValue(1);
        decodePart(spoken);
        assertThat(queue.next()).isEmpty();
        assertThat(queue.empty()).as("more may come").isFalse();
        spoken.finish();
        assertThat(queue.next()).contains(spoken);
        spoken.answer().complete(new RecognitionResult("yes", 1));
        assertThat(queue.empty()).isTrue();
    }

    @Test
    void whatWasTakenAndIsNotDecodedYetGoesOnWithoutNewAudio() {
        queue.open(spoken);
        spoken.accept(new short[960]);
        decodePart(spoken);
        spoken.decoded(true);
        assertThat(queue.next()).contains(spoken);
    }

    @Test
    void oneWhoWaitsForAnAnswerGoesFirstAndTheOtherBeginsAgain() {
        queue.open(spoken);
        spoken.accept(new short[] {1, 2, 3});
        decodePart(spoken);
        SphinxUtterance whole = add();
        assertThat(queue.next()).contains(whole);
        whole.answer().complete(new RecognitionResult("", 0));
        assertThat(queue.next()).as("it has no new audio, and is to be decoded from its begin").isEmpty();
        spoken.accept(new short[] {4});
        assertThat(queue.next()).contains(spoken);
        spoken.begin();
        assertThat(spoken.next(10)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void oneThatBeganTwiceWaitsForItsEnd() {
        queue.open(spoken);
        for (int i = 0; i < 2; i++) {
            spoken.accept(new short[960]);
            assertThat(queue.next()).contains(spoken);
            spoken.begin();
            SphinxUtterance whole = add();
            assertThat(queue.next()).contains(whole);
            whole.close();
        }
        spoken.accept(new short[960]);
        assertThat(queue.next()).isEmpty();
        spoken.finish();
        assertThat(queue.next()).contains(spoken);
    }

    @Test
    void thoseWhoWaitComeInTheOrderInWhichTheyEnded() {
        queue.open(spoken);
        SphinxUtterance first = add();
        SphinxUtterance second = add();
        assertThat(queue.next()).contains(first);
        spoken.finish();
        assertThat(queue.next()).contains(first);
        SphinxUtterance third = add();
        first.close();
        assertThat(queue.next()).contains(second);
        second.close();
        assertThat(queue.next()).contains(spoken);
        spoken.close();
        assertThat(queue.next()).contains(third);
    }

    @Test
    void whoSpeaksAtTheSameTimeIsNotDecodedBeforeTheEnd() {
        SphinxUtterance other = SphinxUtterance.open(List.of(), _ -> {}, () -> {}, new TimeFake());
        assertThat(queue.free()).isTrue();
        queue.open(spoken);
        assertThat(queue.free()).isFalse();
        assertThat(queue.open(other)).isFalse();
        spoken.close();
        assertThat(queue.free()).as("nobody waits for it any more").isTrue();
        assertThat(queue.open(other)).isTrue();
    }

    @Test
    void theUtteranceOfAMeetingGivesWayToWhoWaitsAndToWhoSpeaks() {
        SphinxUtterance meeting = addInBackground(new TimeFake());
        assertThat(queue.next()).contains(meeting);
        meeting.begin();
        SphinxUtterance waiting = add();
        assertThat(queue.next()).as("a person waits").contains(waiting);
        queue.open(spoken);
        spoken.accept(new short[1]);
        waiting.close();
        assertThat(queue.next()).as("a person speaks").contains(spoken);
        spoken.close();
        assertThat(queue.next()).contains(meeting);
        meeting.close();
        assertThat(queue.empty()).isTrue();
    }

    @Test
    void theUtteranceOfAMeetingIsBegunAnewOnlyTwice() {
        SphinxUtterance meeting = addInBackground(new TimeFake());
        for (int starts = 0; starts < 3; starts++) {
            assertThat(queue.next()).contains(meeting);
            meeting.begin();
            SphinxUtterance waiting = add();
            assertThat(queue.next()).as("after %d starts", starts + 1).contains(starts < 2 ? waiting : meeting);
            waiting.close();
        }
    }

    @Test
    void theUtteranceOfAMeetingThatWaitedForLongHasItsTurn() {
        TimeFake time = new TimeFake();
        SphinxUtterance first = add();
        SphinxUtterance meeting = addInBackground(time);
        assertThat(queue.next()).contains(first);
        SphinxUtterance second = add();
        time.advance(Duration.ofSeconds(61));
        assertThat(queue.next()).contains(first);
        SphinxUtterance third = add();
        first.close();
        assertThat(queue.next()).contains(second);
        second.close();
        assertThat(queue.next()).as("it stands in the row since the minute was over").contains(meeting);
        meeting.close();
        assertThat(queue.next()).contains(third);
    }

    @Test
    void manyWaitInTurnAndTooManyAreRefused() {
        List<SphinxUtterance> all = IntStream.range(0, SphinxQueue.BOUND).mapToObj(_ -> add()).toList();
        SphinxUtterance more = SphinxUtterance.whole(List.of(), new short[1], () -> {}, new TimeFake());
        assertThat(queue.add(more)).isFalse();
        all.getFirst().close();
        assertThat(queue.add(more)).isTrue();
        assertThat(queue.clear()).hasSize(SphinxQueue.BOUND).contains(more).doesNotContain(all.getFirst());
        assertThat(queue.empty()).isTrue();
    }

    private SphinxUtterance add() {
        SphinxUtterance whole = SphinxUtterance.whole(List.of(), new short[1], () -> {}, new TimeFake());
        assertThat(queue.add(whole)).isTrue();
        return whole;
    }

    private SphinxUtterance addInBackground(TimeFake time) {
        SphinxUtterance background = SphinxUtterance.background(new short[1], () -> {}, time);
        assertThat(queue.add(background)).isTrue();
        return background;
    }

    private void decodePart(SphinxUtterance utterance) {
        assertThat(queue.next()).contains(utterance);
        utterance.begin();
        utterance.next(Integer.MAX_VALUE / 2);
    }
}
