package io.github.neo4jstreams.testbed.cdc;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/**
 * Change identifier: base64url without padding of {@code version:1 database:16 txId:8 seq:8 [commitMillis:8 if
 * version >= 5]}, all big endian. The layout was derived from the sample ids in the public documentation.
 *
 * @param seq position within the transaction, {@link #ALL} stands for "after everything in this transaction"
 * @param commitMillis commit time of the transaction or {@link #UNKNOWN}
 */
record ChangeId(UUID database, long txId, long seq, long commitMillis) {
    static final long ALL = Long.MAX_VALUE;
    static final long UNKNOWN = -1;
    private static final byte VERSION = 5;
    private static final byte OLDEST = 3;

    String encode() {
        ByteBuffer b = ByteBuffer.allocate(41);
        b.put(VERSION).putLong(database.getMostSignificantBits()).putLong(database.getLeastSignificantBits());
        b.putLong(txId).putLong(seq).putLong(commitMillis);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(b.array());
    }

    /** @throws IllegalArgumentException if this is no change id at all */
    static ChangeId decode(String text) {
        try {
            ByteBuffer b = ByteBuffer.wrap(Base64.getUrlDecoder().decode(text));
            byte version = b.get();
            UUID database = new UUID(b.getLong(), b.getLong());
            ChangeId id = new ChangeId(database, b.getLong(), b.getLong(), version >= 5 ? b.getLong() : UNKNOWN);
            if (version < OLDEST || version > VERSION || b.hasRemaining() || id.txId < 0 || id.seq < 0) {
                throw new IllegalArgumentException(text);
            }
            return id;
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
