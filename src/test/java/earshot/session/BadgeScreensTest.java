package earshot.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import module java.base;

import earshot.device.ConnectionMode;
import earshot.display.Acknowledgement;
import earshot.display.BadgeRegistry;
import earshot.display.DisplayFeature;
import earshot.display.DisplayServices;
import earshot.display.DisplaySettings;
import earshot.display.SentPage;
import earshot.event.LogTextFormatter;
import earshot.feature.ForwardingRules;
import earshot.id.DeviceId;
import earshot.meeting.MeetingSettings;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.turn.TurnFacts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What badges show, in manual time.
class BadgeScreensTest {
    private static final DeviceId A = new DeviceId("aa");
    private static final DeviceId B = new DeviceId("bb");

    @TempDir
    Path directory;

    private final Set<String> permitted = ConcurrentHashMap.newKeySet();
    private final List<ProblemCode> open = new CopyOnWriteArrayList<>();
    private Optional<DisplayFeature> display = Optional.empty();
    private final SessionFixture sessionFixture = new SessionFixture(fixture -> {
        display = Optional.of(new DisplayFeature(
            new DisplayServices(fixture.time, fixture.timeline, new LogTextFormatter(() -> 2000), () -> fixture.settings.get().of(DisplaySettings.SECTION),
                new BadgeRegistry(Path.of(""), () -> directory.resolve(fixture.settings.get().of(DisplaySettings.SECTION).badgeFile()).toString(),
                    new OpenProblems()),
                new RulesFake())));
        return List.of(display.get());
    });

    @AfterEach
    void close() {
        sessionFixture.close();
    }

    @Test
    @DisplayName("row 23: a turn sends no page before the answer page, which comes when it was given")
    void theAnswerOfATurnIsShown() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.says("{\"type\":\"hello\"}").listens("start", "auto").detects("hello");
        assertThat(sessionFixture.connection(A).mode()).isEqualTo(ConnectionMode.DIALOG_ACTIVE);
        badge.advance(Duration.ofSeconds(2));
        assertThat(pages(badge)).isEmpty();
        answer(badge, "It is sunny.");
        assertThat(pages(badge)).containsExactly(
            "{\"type\":\"ui.render\",\"id\":\"dlg-final-1\",\"page\":\"dialog.chat\",\"header\":{\"title\":\"对话模式\"},\"body\":{\"kind\":\"list\","
                + "\"items\":[\"It is sunny.\"]},\"footer\":{\"page\":{\"index\":1,\"total\":1}}}");
    }

    @Test
    void aLongAnswerTakesTwoPagesOfFiveLinesAndSaysThatThereIsMore() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.detects("hello");
        answer(badge, "天".repeat(20 * 12));
        assertThat(pages(badge)).hasSize(1).first().asString().contains("\"id\":\"dlg-final-1-1\"", "\"index\":1,\"total\":2")
            .contains("[\"" + String.join("\",\"", Collections.nCopies(5, "天".repeat(20))) + "\"]");
        badge.advance(Duration.ofMillis(549));
        assertThat(pages(badge)).hasSize(1);
        badge.advance(Duration.ofMillis(1));
        assertThat(pages(badge)).hasSize(2).last().asString().contains("\"id\":\"dlg-final-1-2\"", "天".repeat(19) + "…\"]", "\"index\":2,\"total\":2");
        badge.advance(Duration.ofSeconds(10));
        assertThat(pages(badge)).hasSize(2);
    }

    @Test
    void onlyAnAnswerThatWasGivenIsShownAndOnlyOnBadges() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        SessionFixture.DeviceFake plain = sessionFixture.connect(B);
        badge.detects("hello");
        sessionFixture.turn().over(TurnFacts.Outcome.INTERRUPTED, "It is");
        badge.settle();
        plain.detects("hello");
        answer(plain, "It is sunny.");
        badge.advance(Duration.ofSeconds(5));
        assertThat(pages(badge)).isEmpty();
        assertThat(pages(plain)).isEmpty();
    }

    @Test
    void aBadgeThatListensAgainAtOnceIsShownTheAnswerAsWell() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.detects("hello");
        sessionFixture.turn().start();
        sessionFixture.turn().stop();
        badge.settle().listens("start", "auto");
        answer(badge, "Yes.");
        assertThat(ids(badge)).containsExactly("dlg-final-1");
    }

    @Test
    void aSecondPageIsOfNoUseWhenTheNextTurnHasBegun() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.detects("hello");
        answer(badge, "天".repeat(20 * 12));
        badge.detects("go on");
        badge.advance(Duration.ofSeconds(5));
        assertThat(pages(badge)).hasSize(1);
    }

    @Test
    void inAWorkModeOnlyTheAnswerToTheBadgeItselfIsShown() {
        sessionFixture.change(s -> s.with(MeetingSettings.SECTION, answering(s.of(MeetingSettings.SECTION))));
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}").says(render("p-1", "aa"));
        assertThat(sessionFixture.rows("display"))
            .containsExactly("[DROP_BY_MODE] type=ui.render id=p-1 reason=not-allowed-in-mode mode=meeting detail=page:dialog.chat");
        badge.detects("hello");
        answer(badge, "Yes.");
        assertThat(ids(badge)).containsExactly("dlg-final-1");
    }

    private static MeetingSettings answering(MeetingSettings s) {
        return new MeetingSettings(s.disableTts(), false, s.preferDeviceVad(), s.intervals(), s.minDuration(), s.resumeLimit(), s.join(), s.keepAudio());
    }

    @Test
    @DisplayName("three renders within 1 s → at most two delivered, the newest wins")
    void threePagesWithinASecondGiveAtMostTwo() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.listens("start", "auto");
        badge.says(render("p-1", "aa")).says(render("p-2", "aa"));
        badge.advance(Duration.ofMillis(400));
        badge.says(render("p-3", "aa"));
        assertThat(ids(badge)).containsExactly("p-1");
        badge.advance(Duration.ofSeconds(2));
        assertThat(ids(badge)).containsExactly("p-1", "p-3");
        assertThat(sessionFixture.rows("display")).containsExactly("[DROP_INVALID] type=ui.render id=p-2 reason=rate-limited");
    }

    @Test
    void pagesThatNeverStopAreShownTwiceASecond() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.listens("start", "auto");
        for (int i = 0; i < 50; i++) {
            badge.says(render("p-" + i, "aa"));
            badge.advance(Duration.ofMillis(100));
        }
        assertThat(ids(badge)).hasSize(10).startsWith("p-0", "p-5", "p-10");
    }

    @Test
    void aBadgeThatListensIsShownThatWhereItIsSetUnlessATurnBeginsFirst() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.listens("start", "manual");
        badge.advance(Duration.ofSeconds(2));
        assertThat(pages(badge)).as("off").isEmpty();
        sessionFixture.change(s -> s.with(DisplaySettings.SECTION, new DisplaySettings(true, Duration.ofMillis(800), "devices.yaml")));
        badge.listens("start", "manual");
        badge.advance(Duration.ofMillis(400));
        badge.listens("start", "manual");
        badge.advance(Duration.ofMillis(799));
        assertThat(pages(badge)).as("the clock began again").isEmpty();
        badge.advance(Duration.ofMillis(1));
        assertThat(ids(badge)).containsExactly("dlg-ready");
        badge.listens("start", "manual").detects("hello");
        badge.advance(Duration.ofSeconds(1));
        answer(badge, "Yes.");
        badge.listens("start", "manual");
        badge.advance(Duration.ofSeconds(1));
        assertThat(ids(badge)).as("the answer stays").containsExactly("dlg-ready", "dlg-final-1");
    }

    @Test
    void aBadgeThatNobodySpeaksToGoesIdleWithATone() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.listens("start", "auto");
        badge.advance(Duration.ofSeconds(10));
        assertThat(sessionFixture.connection(A).mode()).isEqualTo(ConnectionMode.CONNECTED_IDLE);
        assertThat(badge.texts).endsWith("{\"type\":\"device.control\",\"action\":\"play.tone\",\"name\":\"cancel\"}",
            "{\"type\":\"ui.render\",\"id\":\"dlg-timeout\",\"page\":\"dialog.chat\",\"header\":{\"title\":\"对话模式\"},\"body\":{\"kind\":\"text\",\"text\":\"长时间未说话，已退出聆听。\"}}");
    }

    @Test
    void aPageIsForwardedWhereTheRulesAllowItAndToBadgesInADialogOnly() {
        SessionFixture.DeviceFake sender = sessionFixture.connect(A);
        SessionFixture.DeviceFake badge = sessionFixture.badge(B);
        badge.listens("start", "auto");
        sender.says(render("p-1", "bb"));
        assertThat(sessionFixture.rows("display")).containsExactly("[DROP_INVALID] type=ui.render id=p-1 reason=not-permitted");
        permitted.add("aa bb");
        sender.says(render("p-2", " 'BB' \",\"cc"));
        assertThat(pages(badge)).containsExactly(
            "{\"type\":\"ui.render\",\"id\":\"p-2\",\"page\":\"dialog.chat\",\"header\":{\"title\":\"对话模式\"},\"body\":{\"kind\":\"list\",\"items\":[\"a\",\"b\"]}}");
        sender.says(control("net.banner", "bb")).says(control("format.disk", "bb"));
        assertThat(badge.texts)
            .endsWith("{\"type\":\"device.control\",\"id\":\"c-3\",\"action\":\"net.banner\",\"text\":\"no network\",\"level\":\"info\",\"duration_ms\":3000}");
        assertThat(sessionFixture.rows("display")).last().asString().isEqualTo("[DROP_INVALID] type=device.control id=c-3 reason=unsupported-action");
        assertThat(sender.texts).as("no receipt").isEmpty();
        badge.advance(Duration.ofSeconds(10));
        sender.says(control("play.tone", "bb")).says(render("p-4", "bb"));
        assertThat(sessionFixture.rows("display")).endsWith(
            "[DROP_BY_MODE] type=device.control id=c-3 reason=not-allowed-in-mode mode=connected.idle detail=action:play.tone",
            "[DROP_BY_MODE] type=ui.render id=p-4 reason=not-allowed-in-mode mode=connected.idle detail=page:dialog.chat");
    }

    @Test
    void everybodyIsNamedOnlyByWhoMayAndBannersAreLimited() {
        SessionFixture.DeviceFake sender = sessionFixture.badge(A);
        SessionFixture.DeviceFake badge = sessionFixture.badge(B);
        sender.listens("start", "auto");
        badge.listens("start", "auto");
        sender.says(control("net.banner", "broadcast"));
        assertThat(badge.texts).noneMatch(text -> text.contains("device.control"));
        permitted.add("aa *");
        for (int i = 0; i < 7; i++) {
            sender.says(control("net.banner", "broadcast"));
        }
        assertThat(badge.texts).filteredOn(text -> text.contains("device.control")).hasSize(5);
        assertThat(sender.texts).as("not the sender").noneMatch(text -> text.contains("device.control"));
        assertThat(sessionFixture.rows("display")).endsWith("[DROP_INVALID] type=device.control id=c-3 reason=rate-limited");
    }

    @Test
    void aPageThatIsAcknowledgedInTimeIsShownAsSuch() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.detects("hello");
        answer(badge, "Yes.");
        assertThat(sent()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Waiting());
        badge.advance(Duration.ofMillis(400));
        badge.says("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"dlg-final-1\",\"ts\":" + (sessionFixture.time.now().toEpochMilli() - 412) + "}");
        assertThat(sent()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Shown(Duration.ofMillis(400)));
        badge.advance(Duration.ofSeconds(1));
        badge.detects("again");
        answer(badge, "No.");
        badge.advance(Duration.ofMillis(600));
        badge.says("{\"type\":\"ui.error\",\"code\":\"INVALID_PAYLOAD\",\"id\":\"dlg-final-2\"}").says("{\"type\":\"ui.error\",\"id\":\"other\\nline\"}");
        assertThat(sent()).first().extracting(SentPage::acknowledgement).isEqualTo(new Acknowledgement.Failed("INVALID_PAYLOAD", Duration.ofMillis(600)));
        assertThat(sessionFixture.rows("display")).containsExactly("[ACK] id=dlg-final-2 device=aa code=INVALID_PAYLOAD",
            "[ACK] id=other\\nline device=aa code=error");
    }

    @Test
    @DisplayName("render acknowledgement P95 ≤ 3 s: each page that is acknowledged within 3 s is shown as such, with its time")
    void acknowledgementsWithinThreeSecondsAreTimed() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        for (int i = 1; i <= 20; i++) {
            badge.detects("hello");
            answer(badge, "Yes.");
            badge.advance(Duration.ofMillis(i == 20 ? 3_500 : 150L * i));
            badge.says("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"dlg-final-" + i + "\"}");
            badge.advance(Duration.ofSeconds(1));
        }
        List<Duration> times = sent().stream().map(page -> ((Acknowledgement.Shown) page.acknowledgement()).after()).sorted().toList();
        assertThat(times).hasSize(20).startsWith(Duration.ofMillis(150)).endsWith(Duration.ofMillis(3_500));
        assertThat(times.get(18)).as("P95").isEqualTo(Duration.ofMillis(2_850)).isLessThanOrEqualTo(Acknowledgement.LIMIT);
        assertThat(sessionFixture.rows("display")).as("only the one that was late").hasSize(1).first().asString().contains("dlg-final-20");
    }

    @Test
    void aPageThatIsNotAcknowledgedIsShownAsSuchAfterThreeSecondsAndALateWordCounts() {
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        badge.detects("hello");
        answer(badge, "Yes.");
        badge.advance(Duration.ofMillis(2_999));
        assertThat(sent()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Waiting());
        badge.advance(Duration.ofMillis(1));
        assertThat(sent()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Missing());
        badge.advance(Duration.ofSeconds(1));
        badge.says("{\"type\":\"ui.ack\",\"status\":\"ok\",\"id\":\"dlg-final-1\"}");
        assertThat(sent()).extracting(SentPage::acknowledgement).containsExactly(new Acknowledgement.Shown(Duration.ofSeconds(4)));
        badge.hangsUp();
        assertThat(sent()).as("kept over the connection").hasSize(1);
        for (int i = 0; i < 25; i++) {
            SessionFixture.DeviceFake next = sessionFixture.badge(A);
            next.detects("hello");
            answer(next, "Yes.");
        }
        assertThat(sent()).as("bounded").hasSize(20);
    }

    @Test
    void theBadgeFileSaysHowManyLinesAPageHasAndIsReadAgainWhenItChanges() throws IOException {
        Path file = directory.resolve("devices.yaml");
        Files.writeString(file, "devices: {'AA': {badge: 7, lines_per_page: 1}}");
        SessionFixture.DeviceFake badge = sessionFixture.badge(A);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shownAgain(badge)).contains("\"items\":[\"b\"]"));
        Files.writeString(file, "devices: [");
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            assertThat(shownAgain(badge)).as("what held before").contains("\"items\":[\"b\"]");
            assertThat(open).containsExactly(ProblemCode.BADGES_UNREADABLE);
        });
        Files.delete(file);
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(shownAgain(badge)).contains("\"items\":[\"a\",\"b\"]"));
        await().until(open::isEmpty);
    }

    private static String shownAgain(SessionFixture.DeviceFake badge) {
        badge.listens("start", "auto").advance(Duration.ofSeconds(1));
        return pages(badge.says(render("p-1", "aa"))).getLast();
    }

    private void answer(SessionFixture.DeviceFake device, String text) {
        sessionFixture.turn().over(TurnFacts.Outcome.DONE, text);
        device.settle();
    }

    private List<SentPage> sent() {
        return display.orElseThrow().pages(A).get();
    }

    private static List<String> pages(SessionFixture.DeviceFake device) {
        return device.texts.stream().filter(text -> text.contains("\"ui.render\"")).toList();
    }

    private static List<String> ids(SessionFixture.DeviceFake device) {
        return pages(device).stream().map(text -> text.replaceAll(".*\"id\":\"([^\"]+)\".*", "$1")).toList();
    }

    private static String render(String id, String to) {
        return "{\"type\":\"ui.render\",\"id\":\"" + id + "\",\"page\":\"dialog.chat\",\"to\":[\"" + to
            + "\"],\"header\":{\"title\":\"mine\"},\"body\":{\"kind\":\"list\",\"items\":[\"a\",\" \",3,\" b \"]},"
            + "\"footer\":{\"page\":{\"index\":0,\"total\":3}},\"script\":\"x\"}";
    }

    private static String control(String action, String to) {
        return "{\"type\":\"device.control\",\"id\":\"c-3\",\"to\":[\"" + to + "\"],\"action\":\"" + action
            + "\",\"text\":\"no network\",\"level\":\"info\",\"duration_ms\":3000,\"more\":1}";
    }

    private final class RulesFake implements ForwardingRules {
        @Override
        public boolean permits(DeviceId sender, DeviceId target) {
            return permitted.contains(sender + " " + target);
        }

        @Override
        public boolean permitsBroadcast(DeviceId sender) {
            return permitted.contains(sender + " *");
        }
    }

    private final class OpenProblems implements ProblemSink {
        @Override
        public void raise(Problem problem) {
            open.remove(problem.code());
            open.add(problem.code());
        }

        @Override
        public void resolve(ProblemCode code, ProblemSubject subject) {
            open.remove(code);
        }
    }
}
