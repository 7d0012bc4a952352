package earshot.meeting.live;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.id.DeviceId;
import earshot.meeting.MeetingSentence;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// No sentence is lost, none counts twice.
class DeduplicatorTest {
    private static final Instant START = Instant.parse("2026-11-22T09:00:00Z");
    private static final String SENTENCE = "我们这周五发布第一个版本";

    private final Glossary glossary = new Glossary(SnippetIntakeTest.writing(Optional.empty(), Optional.empty(), Map.of()));
    private final LiveTranscript liveTranscript = new LiveTranscript(START, List.of());

    @Test
    void theSameWordsOfTheSameSpeakerWithinAMinuteStandOnceAndAreKeptToBeLookedAt() {
        say(0, new DeviceId("a"), "S1", "Yes.");
        say(59, new DeviceId("a"), "S1", "ＹＥＳ！");

        assertThat(texts()).containsExactly("Yes.");
        assertThat(liveTranscript.all()).extracting(MeetingSentence::status).containsExactly(MeetingSentence.Status.PENDING, MeetingSentence.Status.DUPLICATE);
        assertThat(liveTranscript.duplicates()).isEqualTo(1);
    }

    @Test
    void yesToTwoQuestionsStandsTwice() {
        say(0, new DeviceId("a"), "S1", "Yes.");
        say(50, new DeviceId("a"), "S1", "Yes.");
        say(61, new DeviceId("a"), "S1", "Yes.");

        assertThat(texts()).containsExactly("Yes.", "Yes.");
    }

    @Test
    void twoSpeakersMayGiveTheSameShortAnswer() {
        say(0, new DeviceId("a"), "S1", "好");
        say(1, new DeviceId("a"), "S2", "好");
        say(2, new DeviceId("b"), "S1", "好");
        say(3, new DeviceId("c"), "c", "yes");
        say(3, new DeviceId("d"), "d", "yes");

        assertThat(texts()).containsExactly("好", "好", "好", "yes", "yes");
    }

    @Test
    void twoPeopleAtOneDeviceMayVoteWithTheSameWords() {
        say(0, new DeviceId("a"), "S1", "I vote for the second proposal.");
        say(4, new DeviceId("a"), "S2", "I vote for the second proposal.");

        assertThat(texts()).hasSize(2);
    }

    @Test
    void aLongSentenceThatTwoDevicesHearStandsOnce() {
        say(0, new DeviceId("a"), "S1", SENTENCE + "。");
        say(2, new DeviceId("b"), "b", SENTENCE);

        assertThat(texts()).containsExactly(SENTENCE + "。");
    }

    @Test
    void aPartialGrowsInItsPlaceUntilItIsTheSentence() {
        say(0, new DeviceId("a"), "S1", "今天我们");
        say(0, new DeviceId("a"), "S2", "等一下");
        say(1, new DeviceId("a"), "S1", "今天我们，讨论");
        liveTranscript.merge();
        say(2, new DeviceId("a"), "S1", "今天我们讨论预算。");

        assertThat(texts()).containsExactly("今天我们讨论预算。", "等一下");
        assertThat(liveTranscript.all().getFirst()).extracting(MeetingSentence::number, MeetingSentence::at, MeetingSentence::status).containsExactly(0L, START,
            MeetingSentence.Status.MERGED);
        assertThat(liveTranscript.all()).hasSize(2);
    }

    @Test
    void theFinalOfAPartialWithTheSameWordsTakesItsPlace() {
        say(0, new DeviceId("a"), "S1", "let us begin");
        say(1, new DeviceId("a"), "S1", "Let us begin.");

        assertThat(texts()).containsExactly("Let us begin.");
    }

    @Test
    void aPartialThatComesAfterItsFinalIsDropped() {
        say(0, new DeviceId("a"), "S1", "今天我们讨论预算。");
        say(1, new DeviceId("a"), "S1", "今天我们");

        assertThat(texts()).containsExactly("今天我们讨论预算。");
    }

    @Test
    void aPartialThatIsSentOnceMoreIsDropped() {
        say(0, new DeviceId("a"), "S1", "今天我们");
        say(1, new DeviceId("a"), "S1", "今天我们讨论预算。");
        say(30, new DeviceId("a"), "S1", "今天我们");
        say(31, new DeviceId("a"), "S1", "今天我们讨论预算。");

        assertThat(texts()).containsExactly("今天我们讨论预算。");
    }

    @Test
    void aFinishedSentenceDoesNotGrow() {
        say(0, new DeviceId("a"), "S1", "好。");
        say(1, new DeviceId("a"), "S1", "好，我们开始吧。");

        assertThat(texts()).containsExactly("好。", "好，我们开始吧。");
    }

    @Test
    void aLongPartialGrowsThoughItsRecognizerEndsEveryPartialLikeASentence() {
        say(0, new DeviceId("a"), "S1", "今天我们讨论预算的问题。");
        say(1, new DeviceId("a"), "S1", "今天我们讨论预算的问题。首先是硬件。");
        say(0, new DeviceId("a"), "S2", "The budget of next year is final.");
        say(2, new DeviceId("a"), "S2", "The budget of next year is final. We print it.");

        assertThat(texts()).containsExactly("今天我们讨论预算的问题。首先是硬件。", "The budget of next year is final. We print it.");
    }

    @Test
    void whoCountsSaysASentenceWithEachNumber() {
        say(0, new DeviceId("a"), "S1", "This is sentence number 1.");
        say(1, new DeviceId("a"), "S1", "This is sentence number 12.");

        assertThat(texts()).containsExactly("This is sentence number 1.", "This is sentence number 12.");
    }

    @Test
    void aShortAnswerThatAnUnmarkedSentenceBeganWithStands() {
        say(0, new DeviceId("a"), "S1", "nobody came");
        say(1, new DeviceId("a"), "S1", "no");
        say(5, new DeviceId("a"), "S1", "不是这样的");
        say(6, new DeviceId("a"), "S1", "不");

        assertThat(texts()).containsExactly("nobody came", "no", "不是这样的", "不");
    }

    @Test
    void anUnfinishedSentenceOfAnotherSpeakerDoesNotGrow() {
        say(0, new DeviceId("a"), "S1", "今天我们");
        say(1, new DeviceId("a"), "S2", "今天我们讨论预算。");

        assertThat(texts()).containsExactly("今天我们", "今天我们讨论预算。");
    }

    @Test
    void whatWasLeftUnfinishedLongAgoStands() {
        say(0, new DeviceId("a"), "S1", "yes");
        say(11, new DeviceId("a"), "S1", "yes we should do that");

        assertThat(texts()).containsExactly("yes", "yes we should do that");
    }

    @Test
    void partialsOfTheSameLongSentenceOnTwoDevicesBecomeOne() {
        say(0, new DeviceId("a"), "a", "我们这周五");
        say(0, new DeviceId("b"), "b", "我们这周");
        say(1, new DeviceId("a"), "a", SENTENCE + "。");
        say(2, new DeviceId("b"), "b", SENTENCE + "！");
        say(2, new DeviceId("b"), "b", "我们这周五发");

        assertThat(texts()).containsExactly(SENTENCE + "。");
        assertThat(liveTranscript.pending()).isEqualTo(1);
    }

    @Test
    void nearlyTheSameIsNotTheSame() {
        say(0, new DeviceId("a"), "S1", "item 12 costs 5");
        say(1, new DeviceId("a"), "S1", "item 13 costs 5");
        say(2, new DeviceId("a"), "S1", "item 12 costs 6");

        assertThat(texts()).hasSize(3);
    }

    @Test
    void partialsGrowAcrossTheBorderOfATerm() {
        Glossary mapped = new Glossary(SnippetIntakeTest.writing(Optional.empty(), Optional.empty(), Map.of("*", Map.of("k8s", "Kubernetes", "k8", "Kate"))));
        liveTranscript.add(
            new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(new DeviceId("a"), "a", ""), "we run k8", false, START, Optional.empty()), mapped);
        liveTranscript.add(
            new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(new DeviceId("a"), "a", ""), "we run k8s today.", false, START, Optional.empty()),
            mapped);

        assertThat(texts()).containsExactly("we run Kubernetes today.");
    }

    @Test
    void whatAPersonWroteStandsWhileTheSentenceGrows() {
        say(0, new DeviceId("a"), "S1", "今天我们");
        liveTranscript.edit(0, "Today we");
        say(1, new DeviceId("a"), "S1", "今天我们讨论预算。");

        assertThat(liveTranscript.all().getFirst()).extracting(MeetingSentence::text, MeetingSentence::original).containsExactly("Today we",
            Optional.of("今天我们讨论预算。"));
    }

    @Test
    void theWindowIsKnownAfterAStart() {
        say(0, new DeviceId("a"), "S1", "Yes.");
        say(10, new DeviceId("a"), "S1", "今天我们");
        LiveTranscript resumed = new LiveTranscript(START, liveTranscript.all());
        resumed.add(
            new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(new DeviceId("a"), "S1", ""), "yes", false, START.plusSeconds(12), Optional.empty()),
            glossary);
        resumed.add(new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(new DeviceId("a"), "S1", ""), "今天我们开会。", false, START.plusSeconds(13),
            Optional.empty()), glossary);

        assertThat(resumed.all().stream().filter(MeetingSentence::counts).map(MeetingSentence::text)).containsExactly("Yes.", "今天我们开会。");
    }

    @Test
    void aTwoHundredAndFirstSentenceMergesTheOthersEarlyAndNoneIsDropped() {
        for (int i = 0; i <= LiveTranscript.MAX_PENDING; i++) {
            say(0, new DeviceId("a"), "S1", "Sentence number " + i + ".");
        }

        assertThat(liveTranscript.pending()).isEqualTo(1);
        assertThat(liveTranscript.merged()).isEqualTo(200);
        assertThat(liveTranscript.all()).extracting(MeetingSentence::number).isSorted().doesNotHaveDuplicates().hasSize(201);
    }

    /// Three devices with two speakers each send unique sentences and short answers; recognizers send growing partials, stale partials,
    /// repeats with other punctuation, case and width; a second device picks up some of the long ones, too.
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    @DisplayName("row 31: whatever recognisers repeat, each sentence stands once, and in order")
    void eachSentenceStandsOnceAndInOrder(int seed) {
        SentenceScript script = new SentenceScript(new Random(seed));
        List<String> honest = script.run(300);

        assertThat(texts()).containsExactlyElementsOf(honest);
        assertThat(liveTranscript.all()).extracting(MeetingSentence::number).isSorted();
    }

    private void say(long second, DeviceId device, String speaker, String text) {
        liveTranscript.add(new LiveTranscript.IncomingSentence(new MeetingSentence.Origin(device, speaker, ""), SentenceCleaner.clean(text), false,
            START.plusSeconds(second), Optional.empty()), glossary);
    }

    private List<String> texts() {
        return liveTranscript.all().stream().filter(MeetingSentence::counts).map(MeetingSentence::text).toList();
    }

    private final class SentenceScript {
        private static final List<String> ANSWERS = List.of("Yes.", "No.", "好。", "OK.", "对。");
        private final Random random;
        private final List<String> honest = new ArrayList<>();
        private long second;

        SentenceScript(Random random) {
            this.random = random;
        }

        List<String> run(int sentences) {
            for (int i = 0; i < sentences; i++) {
                DeviceId device = new DeviceId("d" + random.nextInt(3));
                String speaker = "S" + random.nextInt(2);
                if (random.nextInt(5) == 0) {
                    answer(device, speaker);
                } else {
                    sentence(i, device, speaker);
                }
            }
            return honest;
        }

        /// Far enough from the last answer that it is not a repeat.
        private void answer(DeviceId device, String speaker) {
            second += 61;
            String answer = ANSWERS.get(random.nextInt(ANSWERS.size()));
            honest.add(answer);
            say(second, device, speaker, answer);
        }

        private void sentence(int number, DeviceId device, String speaker) {
            second += 4 + random.nextInt(8);
            String text = random.nextBoolean() ? "Point " + number + " of " + random.nextInt(9) + " is settled, and costs " + random.nextInt(1_000) + " euros."
                : "第" + number + "点我们已经谈妥了，费用是" + random.nextInt(1_000) + "元。";
            honest.add(text);
            String words = text.substring(0, text.length() - 1);
            for (int at = 8 + random.nextInt(8); at < words.length() && random.nextInt(4) > 0; at += 1 + random.nextInt(10)) {
                say(second, device, speaker, words.substring(0, at));
            }
            if (random.nextInt(3) == 0) {
                say(second, device, speaker, words);
            }
            say(second + 1, device, speaker, text);
            if (random.nextInt(3) == 0) {
                say(second + 2, device, speaker, words.substring(0, 1 + random.nextInt(words.length() - 1)));
            }
            if (random.nextInt(3) == 0) {
                say(second + 3, device, speaker, words.toUpperCase() + "!");
            }
            if (random.nextInt(4) == 0) {
                say(second + 3, new DeviceId(device + "'"), device + "'", words.substring(0, 8));
                say(second + 3, new DeviceId(device + "'"), device + "'", text);
            }
        }
    }
}
