package io.headroom.agent;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;

import io.headroom.agent.link.CellListener;
import io.headroom.contracts.agent.LogPiece;
import io.headroom.contracts.agent.LogWanted;
import io.headroom.contracts.budget.LeaseNotice;
import io.headroom.contracts.node.DesiredState;
import io.headroom.contracts.node.NodeId;

/// What comes from the cell, read; what cannot be read is as if it had not come.
record FromCell(NodeId node, ObjectMapper json, Taken taken) implements CellListener {

    /// Who acts on it.
    interface Taken {
        void connected();

        void desired(DesiredState state);

        void lease(LeaseNotice notice);

        LogPiece log(LogWanted wanted);
    }

    @Override
    public void connected() {
        taken.connected();
    }

    @Override
    public void desired(byte[] body) {
        DesiredState state = parse(body, DesiredState.class);
        if (state != null) {
            taken.desired(state);
        }
    }

    @Override
    public void lease(byte[] body) {
        LeaseNotice notice = parse(body, LeaseNotice.class);
        if (notice != null && notice.node().equals(node)) {
            taken.lease(notice);
        }
    }

    @Override
    public byte[] asked(byte[] question) {
        LogWanted wanted = parse(question, LogWanted.class);
        try {
            return json.writeValueAsBytes(wanted == null ? LogPiece.NOTHING : taken.log(wanted));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of the contracts cannot be written", e);
        }
    }

    private <T> @Nullable T parse(byte[] body, Class<T> type) {
        try {
            return json.readValue(body, type);
        } catch (IOException | IllegalArgumentException e) {
            // Better what the node was told before than nothing.
            System.getLogger("io.headroom.agent")
                    .log(System.Logger.Level.ERROR, "node " + node + ": unreadable, ignored", e);
            return null;
        }
    }
}
