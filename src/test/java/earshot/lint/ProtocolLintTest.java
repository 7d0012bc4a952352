package earshot.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import module java.base;

import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemSubject;
import earshot.wire.Dialect;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule finds the mistake that it is about, in a conversation that is otherwise as it should be, and no other rule does.
class ProtocolLintTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
            mistake(LintRule.HELLO_TRANSPORT,
                talk -> talk.deviceHello().sends("{\"type\":\"hello\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":60}}")),
            mistake(LintRule.HELLO_TRANSPORT, talk -> talk.deviceHello().sends("{\"type\":\"hello\",\"transport\":\"udp\",\"session_id\":\"s\"}")),
            mistake(LintRule.HELLO_LATE, talk -> talk.deviceHello().passes(10_500)),
            mistake(LintRule.HELLO_LATE, talk -> talk.deviceHello().waits(11_000).serverHello()),
            mistake(LintRule.HELLO_AUDIO,
                talk -> talk.deviceHello().sends(
                    "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":22050,\"frame_duration\":60}}")),
            mistake(LintRule.HELLO_AUDIO,
                talk -> talk.deviceHello().sends(
                    "{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":30}}")),
            mistake(LintRule.HELLO_AUDIO, talk -> talk.deviceHello()
                .sends("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":25}}")
                .listen("auto").start().waits(25).frameSent(Conversation.SPEECH)),
            mistake(LintRule.FRAMING_SENT, talk -> talk.greeted().listen("auto").start().waits(25).frameSent(compact(Conversation.SPEECH))),
            mistake(LintRule.FRAMING_RECEIVED, talk -> talk.greeted().listen("auto").frame(compact(Conversation.SPEECH))),
            mistake(LintRule.AUDIO_EARLY, talk -> talk.greeted().listen("auto").start().frameSent(Conversation.SPEECH)),
            mistake(LintRule.AUDIO_UNANNOUNCED, talk -> talk.greeted().listen("auto").frameSent(Conversation.SPEECH)),
            mistake(LintRule.AUDIO_UNANNOUNCED, talk -> talk.greeted().answered().frameSent(Conversation.SPEECH)),
            mistake(LintRule.AUDIO_AHEAD, talk -> {
                talk.greeted().listen("auto").start().waits(25);
                IntStream.range(0, 45).forEach(_ -> talk.frameSent(Conversation.SPEECH));
            }),
            mistake(LintRule.PACKET_LONG, talk -> talk.deviceHello()
                .sends("{\"type\":\"hello\",\"transport\":\"websocket\",\"session_id\":\"s\",\"audio_params\":{\"sample_rate\":24000,\"frame_duration\":20}}")
                .listen("auto").start().waits(25)
                .frameSent(Conversation.SPEECH)),
            mistake(LintRule.STOP_EARLY, talk -> {
                talk.greeted().listen("auto").start().waits(25);
                IntStream.range(0, 20).forEach(_ -> talk.frameSent(Conversation.SPEECH));
                talk.stop();
            }),
            mistake(LintRule.START_TWICE,
                talk -> talk.greeted().listen("auto").start().waits(25).frameSent(Conversation.SPEECH).frameSent(Conversation.SPEECH).start()),
            mistake(LintRule.ABORT_UNANSWERED,
                talk -> talk.greeted().listen("auto").start().waits(25).frameSent(Conversation.SPEECH).says("{\"type\":\"abort\",\"session_id\":\"s\"}")
                    .passes(1_500)),
            mistake(LintRule.START_BEFORE_LISTEN, talk -> talk.greeted().start()),
            mistake(LintRule.CHANNEL_SILENT, talk -> talk.greeted().answered().passes(121_000)),
            mistake(LintRule.MCP_ID,
                talk -> talk.greeted().sends("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"method\":\"tools/list\"}}")
                    .says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":\"7\",\"result\":{}}}")),
            mistake(LintRule.MCP_ANSWER_ID, talk -> talk.greeted().says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"id\":\"2\",\"result\":{}}}")),
            mistake(LintRule.MCP_ANSWER_ID, talk -> talk.greeted().says("{\"type\":\"mcp\",\"payload\":{\"jsonrpc\":\"2.0\",\"error\":{\"message\":\"no\"}}}")),
            mistake(LintRule.MCP_CURSOR,
                talk -> talk.greeted().says("{\"type\":\"mcp\",\"payload\":{\"id\":2,\"result\":{\"tools\":[],\"nextCursor\":\"self.x\"}}}").passes(11_000)),
            mistake(LintRule.MCP_PAGE,
                talk -> talk.greeted().says("{\"type\":\"mcp\",\"payload\":{\"id\":2,\"result\":{\"tools\":[\"" + "x".repeat(9_000) + "\"]}}}")),
            mistake(LintRule.JSON_LARGE, talk -> talk.greeted().sends("{\"type\":\"stt\",\"text\":\"" + "长".repeat(3_000) + "\"}")),
            mistake(LintRule.JSON_TYPE, talk -> talk.greeted().sends("{\"type\":7}")),
            mistake(LintRule.ALERT_INCOMPLETE, talk -> talk.greeted().sends("{\"type\":\"alert\",\"status\":\"s\",\"message\":\"m\"}")),
            mistake(LintRule.EMOTION_UNKNOWN, talk -> talk.greeted().sends("{\"type\":\"llm\",\"emotion\":\"smug\",\"text\":\"\"}")),
            mistake(LintRule.TEXT_MALFORMED, talk -> talk.greeted().says("{not json")),
            mistake(LintRule.TEXT_PING, talk -> talk.greeted().says("{\"type\":\"ping\"}")),
            mistake(LintRule.SESSION_ID,
                talk -> talk.greeted().says("{\"type\":\"listen\",\"session_id\":\"of yesterday\",\"state\":\"start\",\"mode\":\"auto\"}")),
            mistake(LintRule.SESSION_ID_SENT, talk -> talk.greeted().sends("{\"type\":\"stt\",\"text\":\"hi\",\"session_id\":\"of yesterday\"}")),
            mistake(LintRule.AUDIO_OUTSIDE_LISTEN, talk -> talk.greeted().speaks(50)),
            mistake(LintRule.AUDIO_OUTSIDE_LISTEN,
                talk -> talk.greeted().listen("manual").speaks(10).says("{\"type\":\"listen\",\"state\":\"stop\"}").speaks(45)),
            mistake(LintRule.FRAME_CHANGED, talk -> talk.greeted().listen("auto").speaks(3).frame(Conversation.TWENTY_MILLIS)),
            mistake(LintRule.RATE_WRONG, talk -> {
                talk.greeted().listen("auto");
                IntStream.range(0, 12).forEach(_ -> talk.frame(Conversation.FULL_BAND));
            }),
            mistake(LintRule.DTX_UNUSED, talk -> talk.greeted().listen("realtime").speaks(1_000).notified().speaks(1_001)));
    }

    private static Arguments mistake(LintRule rule, Consumer<Conversation> talk) {
        return arguments(rule, talk);
    }

    private static byte[] compact(byte[] packet) {
        return ByteBuffer.allocate(4 + packet.length).putShort((short) 0).putShort((short) packet.length).put(packet).array();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFoundByItsRuleAndByNoOther(LintRule rule, Consumer<Conversation> talk) {
        Conversation conversation = new Conversation();
        talk.accept(conversation);
        assertThat(conversation.broken).containsExactly(rule);
        // terms of the protocol alone are the same in each language
        assertThat(conversation.findings).filteredOn(finding -> !finding.detail().startsWith("transport ")).allSatisfy(ProtocolLintTest::toldInBothLanguages);
    }

    static void toldInBothLanguages(Finding finding) {
        assertThat(finding.seen(Locale.ENGLISH)).isNotEqualTo(finding.seen(Locale.SIMPLIFIED_CHINESE)).doesNotContain("reason.");
    }

    @ParameterizedTest
    @EnumSource(LintRule.class)
    void everyRuleIsTriedAndHasItsId(LintRule rule) {
        assertThat(
            Stream.concat(mistakes().map(arguments -> (LintRule) arguments.get()[0]), OtaLintTest.mistakes().map(arguments -> (LintRule) arguments.get()[0])))
            .contains(rule);
        assertThat(LintRule.of(rule.id())).contains(rule);
        Problem problem = Problem.of(rule.code(), new ProblemSubject.ProtocolRule(new DeviceId("aa"), rule.id()), "aa", "detail", 1);
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            assertThat(List.of(problem.what(language), problem.why(language), problem.remedy(language)))
                .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("'", "{"));
        }
        assertThat(problem.why(Locale.ENGLISH)).startsWith("Seen: ").contains("detail");
    }

    @Test
    void anHourOfTalkAsFirmwareAndOtherClientsDoItBreaksNothing() {
        for (String mode : List.of("auto", "manual", "realtime")) {
            Conversation conversation = new Conversation();
            conversation.greeted();
            for (int turn = 0; turn < 120; turn++) {
                conversation.speaksAtWakeWord().listen(mode).speaks(20).silence(15);
                if (mode.equals("manual")) {
                    conversation.says("{\"type\":\"listen\",\"session_id\":\"s\",\"state\":\"stop\"}").speaks(2);
                }
                conversation.answered();
                if (turn % 10 == 0) {
                    conversation.listen(mode).start().waits(25).frameSent(Conversation.SPEECH).says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}")
                        .waits(80).stop();
                }
                conversation.passes(20_000);
            }
            assertThat(conversation.broken).as(mode).isEmpty();
        }
    }

    @Test
    void aPageMayPingByTextAndSendSilenceAsSound() {
        Conversation page = new Conversation(Map.of("origin", "http://localhost", "user-agent", "Mozilla"));
        page.greeted().says("{\"type\":\"ping\"}").listen("realtime").speaks(1_100).notified().speaks(1_000);
        assertThat(page.broken).isEmpty();
    }

    @Test
    @DisplayName("badge-protocol 2.4, 2.7: a badge pings by text, and hears the tone of a meeting before it ever listened")
    void aBadgeIsJudgedByItsOwnProtocol() {
        Conversation badge = new Conversation(Map.of("host", "192.168.1.5"), Dialect.BADGE).greeted().says("{\"type\":\"ping\"}").sends("{\"type\":\"pong\"}");
        badge.says("{\"type\":\"mode\",\"state\":\"start\",\"mode\":\"meeting\"}")
            .sends("{\"type\":\"tts\",\"state\":\"start\",\"url\":\"config/assets/evening.wav\",\"text\":\"已进入会议模式\"}")
            .sends("{\"type\":\"tts\",\"state\":\"stop\"}");
        assertThat(badge.broken).isEmpty();
        assertThat(badge.start().broken).containsExactly(LintRule.START_BEFORE_LISTEN);
    }

    @Test
    void soundThatCrossesAWakeWordIsNoMistakeAndSoundBehindTheStopIs() {
        Conversation conversation = new Conversation().greeted().listen("auto").start().waits(25).frameSent(Conversation.SPEECH)
            .says("{\"type\":\"abort\",\"reason\":\"wake_word_detected\"}");
        conversation.frameSent(Conversation.SPEECH).waits(60).frameSent(Conversation.SPEECH).stop();
        assertThat(conversation.broken).isEmpty();
        assertThat(conversation.frameSent(Conversation.SPEECH).broken).containsExactly(LintRule.AUDIO_UNANNOUNCED);
    }

    @Test
    void clientsWithoutANameAreToldFromFirmwareByTheirHandshake() {
        for (Map<String, String> headers : List.of(Map.of("host", "192.168.1.5:8000"),
            Map.of("host", "192.168.1.5", "sec-websocket-extensions", "permessage-deflate; client_max_window_bits"))) {
            Conversation client = new Conversation(headers);
            client.greeted().says("{\"type\":\"ping\"}").listen("realtime").speaks(1_100).notified().speaks(1_000).notified();
            client.listen("auto").start().waits(25).frameSent(Conversation.SPEECH).speaks(60).stop();
            client.speaks(60).start().waits(25).frameSent(Conversation.SPEECH).speaks(60).stop().speaks(60);
            assertThat(client.broken).as("its microphone is open all the time").isEmpty();
            assertThat(client.says("{\"type\":\"listen\",\"state\":\"stop\"}").speaks(60).broken).containsExactly(LintRule.AUDIO_OUTSIDE_LISTEN);
        }
        Conversation board = new Conversation(Map.of("host", "192.168.1.5", "protocol-version", "1"));
        board.greeted().listen("auto").start().waits(25).frameSent(Conversation.SPEECH).speaks(60);
        assertThat(board.broken).containsExactly(LintRule.AUDIO_OUTSIDE_LISTEN);
    }

    @Test
    void aFindingClosesWhenTheRuleIsKeptAgainAndIsToldSeldomWhileItGoesOn() {
        Conversation conversation = new Conversation();
        conversation.greeted();
        for (int i = 0; i < 20; i++) {
            conversation.sends("{\"type\":\"llm\",\"emotion\":\"smug\"}").waits(1_000);
        }
        assertThat(conversation.findings).extracting(Finding::count).containsExactly(1, 11);
        conversation.sends("{\"type\":\"llm\",\"emotion\":\"happy\"}");
        assertThat(conversation.kept).endsWith(LintRule.EMOTION_UNKNOWN);
        conversation.sends("{\"type\":\"llm\",\"emotion\":\"happy\"}");
        assertThat(conversation.kept).containsOnlyOnce(LintRule.EMOTION_UNKNOWN);
    }

    @Test
    void aConnectionTellsOnceWhatItKeepsBecauseAnEarlierOneMayHaveBrokenIt() {
        Conversation next = new Conversation();
        next.greeted().sends("{\"type\":\"llm\",\"emotion\":\"happy\"}").sends("{\"type\":\"llm\",\"emotion\":\"sad\"}");
        assertThat(next.findings).isEmpty();
        assertThat(next.kept).contains(LintRule.HELLO_TRANSPORT, LintRule.EMOTION_UNKNOWN).doesNotHaveDuplicates()
            .as("of which nothing was seen").doesNotContain(LintRule.FRAMING_SENT);
    }

    static Stream<Arguments> typed() {
        return Stream.of(arguments("{\"type\":\"tts\",\"state\":\"start\",\"session_id\":\"s\"}", Set.of(LintRule.START_BEFORE_LISTEN), Set.of()),
            arguments("{\"type\":\"stt\",\"text\":\"x\",\"session_id\":\"other\"}", Set.of(LintRule.SESSION_ID_SENT), Set.of()),
            arguments("not json", Set.of(LintRule.JSON_TYPE), Set.of(LintRule.JSON_TYPE)),
            arguments("{\"type\":\"alert\",\"status\":\"s\"}", Set.of(LintRule.ALERT_INCOMPLETE), Set.of(LintRule.ALERT_INCOMPLETE)),
            arguments("{\"type\":\"llm\",\"emotion\":\"smug\"}", Set.of(LintRule.EMOTION_UNKNOWN), Set.of(LintRule.EMOTION_UNKNOWN)),
            arguments("{\"type\":\"stt\",\"text\":\"" + "长".repeat(3_000) + "\"}", Set.of(LintRule.JSON_LARGE), Set.of(LintRule.JSON_LARGE)),
            arguments("{\"type\":\"mcp\",\"payload\":{\"id\":\"7\"}}", Set.of(LintRule.MCP_ID), Set.of(LintRule.MCP_ID)),
            arguments("{\"type\":\"system\",\"command\":\"reboot\"}", Set.of(), Set.of()));
    }

    /// @param asleep what is found of the text alone
    @ParameterizedTest
    @MethodSource("typed")
    void whatIsTypedByHandIsJudgedBeforeItIsSent(String text, Set<LintRule> greeted, Set<LintRule> asleep) {
        Conversation conversation = new Conversation();
        assertThat(conversation.greeted().preview(text)).isEqualTo(greeted);
        assertThat(conversation.preview(text)).as("asking changes nothing").isEqualTo(greeted);
        assertThat(conversation.broken).isEmpty();
        assertThat(SentMessageLint.check(text)).extracting(Finding::rule).containsExactlyInAnyOrderElementsOf(asleep);
    }

    @Test
    void aStartWhileTheDeviceStillPlaysIsSeenBefore() {
        Conversation conversation = new Conversation().greeted().listen("auto").start().waits(25).frameSent(Conversation.SPEECH).frameSent(Conversation.SPEECH);
        assertThat(conversation.preview("{\"type\":\"tts\",\"state\":\"start\"}")).containsExactly(LintRule.START_TWICE);
    }
}
