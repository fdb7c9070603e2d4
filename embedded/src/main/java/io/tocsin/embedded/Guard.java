package io.tocsin.embedded;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.mqtt.MqttConnAckMessage;
import io.netty.handler.codec.mqtt.MqttConnectMessage;
import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.netty.handler.codec.mqtt.MqttMessage;
import io.netty.handler.codec.mqtt.MqttMessageBuilders;
import io.netty.handler.codec.mqtt.MqttPublishMessage;
import io.netty.handler.codec.mqtt.MqttQoS;
import io.netty.handler.codec.mqtt.MqttSubscribeMessage;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection's guard, before anything of it reaches the broker: asks who it is, and lets through what that one may do.
 *
 * <p>As mosquitto does for MQTT 3.1.1, a message on a topic of somebody else is acknowledged and goes nowhere, a
 * subscription is answered with a failure, and whoever was revoked is cut off. A client id belongs to whoever is connected
 * under it: nobody else can cut him off by taking it.
 */
final class Guard extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(Guard.class);

    private final Access access;
    /** The users that are connected, by client id. */
    private final ConcurrentMap<String, String> owners;

    private String user = "";
    private String clientId = "";

    Guard(Access access, ConcurrentMap<String, String> owners) {
        this.access = access;
        this.owners = owners;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof MqttConnectMessage connect
                && connect.decoderResult().isSuccess()) {
            connect(context, connect);
        } else if (access.isOpen() || access.isKnown(user)) {
            guarded(context, message);
        } else {
            LOG.info("cut off user={} who is not known any more", user);
            ReferenceCountUtil.release(message);
            cut(context);
        }
    }

    private void connect(ChannelHandlerContext context, MqttConnectMessage connect) {
        String name = text(connect.payload().userName());
        byte[] password = connect.payload().passwordInBytes();
        if (!access.isOpen()
                && !access.admits(name, password == null ? "" : new String(password, StandardCharsets.UTF_8))) {
            refuse(context, name, MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD);
            return;
        }
        String will = connect.variableHeader().isWillFlag() ? connect.payload().willTopic() : null;
        if (!access.isOpen() && will != null && !access.mayPublish(name, will)) {
            refuse(context, name, MqttConnectReturnCode.CONNECTION_REFUSED_NOT_AUTHORIZED);
            return;
        }
        String id = text(connect.payload().clientIdentifier());
        if (!id.isEmpty() && !name.equals(owners.merge(id, name, (first, second) -> first))) {
            refuse(context, name, MqttConnectReturnCode.CONNECTION_REFUSED_IDENTIFIER_REJECTED);
            return;
        }
        user = name;
        clientId = id;
        context.fireChannelRead(connect);
    }

    private static String text(String maybe) {
        return maybe == null ? "" : maybe;
    }

    private static void refuse(ChannelHandlerContext context, String name, MqttConnectReturnCode why) {
        LOG.info("refused user={} {}", name, why);
        MqttConnAckMessage answer =
                MqttMessageBuilders.connAck().returnCode(why).build();
        context.writeAndFlush(answer).addListener(ChannelFutureListener.CLOSE);
    }

    private void guarded(ChannelHandlerContext context, Object message) {
        if (access.isOpen()) {
            context.fireChannelRead(message);
        } else if (message instanceof MqttPublishMessage publish
                && !access.mayPublish(user, publish.variableHeader().topicName())) {
            denyPublish(context, publish);
        } else if (message instanceof MqttSubscribeMessage subscribe
                && !subscribe.payload().topicSubscriptions().stream()
                        .allMatch(asked -> access.maySubscribe(user, asked.topicFilter()))) {
            denySubscribe(context, subscribe);
        } else {
            context.fireChannelRead(message);
        }
    }

    private void denyPublish(ChannelHandlerContext context, MqttPublishMessage publish) {
        LOG.info("denied user={} topic={}", user, publish.variableHeader().topicName());
        MqttQoS qos = publish.fixedHeader().qosLevel();
        int id = publish.variableHeader().packetId();
        publish.release();
        if (qos == MqttQoS.AT_LEAST_ONCE) {
            answer(context, MqttMessageBuilders.pubAck().packetId(id).build());
        } else if (qos == MqttQoS.EXACTLY_ONCE) {
            // Its answer would need the rest of a conversation that the broker knows nothing of.
            cut(context);
        }
    }

    private void denySubscribe(ChannelHandlerContext context, MqttSubscribeMessage subscribe) {
        LOG.info("denied user={} {}", user, subscribe.payload());
        MqttMessageBuilders.SubAckBuilder answer =
                MqttMessageBuilders.subAck().packetId(subscribe.variableHeader().messageId());
        subscribe.payload().topicSubscriptions().forEach(asked -> answer.addGrantedQos(MqttQoS.FAILURE));
        answer(context, answer.build());
    }

    private static void answer(ChannelHandlerContext context, MqttMessage message) {
        context.writeAndFlush(message).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
    }

    private static void cut(ChannelHandlerContext context) {
        context.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!clientId.isEmpty()) {
            owners.remove(clientId, user);
        }
        context.fireChannelInactive();
    }
}
