package io.tocsin.embedded;

import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.mqtt.MqttDecoder;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.activemq.artemis.api.core.BaseInterceptor;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolHandler;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManager;
import org.apache.activemq.artemis.core.protocol.mqtt.MQTTProtocolManagerFactory;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.spi.core.protocol.ProtocolManager;

/**
 * MQTT with a bound on the size of a packet for every version. Artemis' own {@code maximumPacketSize} holds for MQTT 5
 * alone and only after the packet is in memory; here the decoder stops at the header, and Artemis ends the
 * connection. And MQTT in order, see {@link OrderedMqtt}, and guarded, see {@link Guard}.
 */
final class BoundedMqtt extends MQTTProtocolManagerFactory {
    private final int packetBytesMax;
    private final Access access;
    private final ConcurrentMap<String, String> owners = new ConcurrentHashMap<>();

    BoundedMqtt(int packetBytesMax, Access access) {
        this.packetBytesMax = packetBytesMax;
        this.access = access;
    }

    @Override
    @SuppressWarnings("rawtypes")
    public ProtocolManager createProtocolManager(
            ActiveMQServer server,
            Map<String, Object> parameters,
            List<BaseInterceptor> incoming,
            List<BaseInterceptor> outgoing)
            throws Exception {
        ProtocolManager<?, ?> mqtt = super.createProtocolManager(server, parameters, incoming, outgoing);
        return (ProtocolManager) Proxy.newProxyInstance(
                BoundedMqtt.class.getClassLoader(),
                new Class<?>[] {ProtocolManager.class},
                (proxy, method, args) -> call(server, mqtt, method, args));
    }

    private Object call(ActiveMQServer server, ProtocolManager<?, ?> mqtt, Method method, Object[] args)
            throws Throwable {
        try {
            Object result = method.invoke(mqtt, args);
            if (method.getName().equals("addChannelHandlers")) {
                ChannelPipeline pipeline = (ChannelPipeline) args[0];
                pipeline.replace(MqttDecoder.class, "bounded-mqtt-decoder", new MqttDecoder(packetBytesMax));
                pipeline.replace(
                        MQTTProtocolHandler.class, "ordered-mqtt-handler", new OrderedMqtt(server, (MQTTProtocolManager)
                                mqtt));
                pipeline.addBefore("ordered-mqtt-handler", "guard", new Guard(access, owners));
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
