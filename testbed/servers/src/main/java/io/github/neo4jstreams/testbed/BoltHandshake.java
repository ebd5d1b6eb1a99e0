package io.github.neo4jstreams.testbed;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What client and server agree on before the first message. They are left to it: the messages that matter to a fault
 * are the same in all versions.
 */
final class BoltHandshake {
    private static final int MAGIC = 0x6060B017;
    private static final int PROPOSALS = 4;
    /** The server's way to say that it would rather list what it can, and have the client choose (5.7 and later). */
    private static final int MANIFEST = 0x000001FF;

    private BoltHandshake() {}

    /** Returns the major version when messages may follow, or fails if the two don't get that far. */
    static int relay(
            DataInputStream fromClient,
            DataOutputStream toServer,
            DataInputStream fromServer,
            DataOutputStream toClient)
            throws IOException {
        int magic = fromClient.readInt();
        if (magic != MAGIC) {
            throw new IOException("not Bolt, or encrypted: it begins with 0x" + Integer.toHexString(magic));
        }
        toServer.writeInt(magic);
        for (int i = 0; i < PROPOSALS; i++) {
            toServer.writeInt(fromClient.readInt());
        }
        toServer.flush();

        int chosen = fromServer.readInt();
        toClient.writeInt(chosen);
        if (chosen == MANIFEST) {
            for (long versions = relayNumber(fromServer, toClient); versions > 0; versions--) {
                toClient.writeInt(fromServer.readInt());
            }
            relayNumber(fromServer, toClient); // capabilities
            toClient.flush();
            chosen = fromClient.readInt();
            toServer.writeInt(chosen);
            relayNumber(fromClient, toServer);
            toServer.flush();
        } else {
            toClient.flush();
        }
        if (chosen == 0) {
            throw new IOException("client and server have no version of Bolt in common");
        }
        return chosen & 0xFF;
    }

    /** Seven bits in each byte, the lowest first, and the eighth says that there are more. */
    private static long relayNumber(DataInputStream in, DataOutputStream out) throws IOException {
        long number = 0;
        int shift = 0;
        int part;
        do {
            part = in.readUnsignedByte();
            out.writeByte(part);
            number |= (part & 0x7FL) << shift;
            shift += 7;
        } while ((part & 0x80) != 0);
        return number;
    }
}
