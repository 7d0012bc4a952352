package earshot.session;

import earshot.tool.Tools;
import earshot.turn.Heard;
import earshot.turn.Speaker;
import earshot.turn.Turn;
import earshot.turn.TurnRules;
import earshot.turn.Utterance;
import earshot.wire.Dialect;

/// How a connection starts turns. Both return at once; what a turn does comes through the speaker.
public interface TurnOpener {
    /// Answers an utterance.
    Turn open(Utterance utterance, Heard.About device, Tools tools, Dialect dialect, TurnRules rules, Speaker speaker);

    /// Says one sentence without being asked.
    ///
    /// @param occasion without sound; its times are those of the turn
    Turn say(String sentence, Utterance occasion, Heard.About device, Dialect dialect, TurnRules rules, Speaker speaker);
}
