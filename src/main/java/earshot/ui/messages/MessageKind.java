package earshot.ui.messages;

import earshot.peer.PeerMessage;
import earshot.peer.PeerMessageState;

/// Which messages the list shows.
enum MessageKind {
    ALL, WAITING, DELIVERED, DROPPED;

    static MessageKind of(PeerMessage message) {
        return switch (message.state()) {
            case PeerMessageState.Waiting _ -> WAITING;
            case PeerMessageState.Sent _, PeerMessageState.Delivered _ -> DELIVERED;
            case PeerMessageState.Dropped _ -> DROPPED;
        };
    }

    boolean shows(PeerMessage message) {
        return this == ALL || this == of(message);
    }
}
