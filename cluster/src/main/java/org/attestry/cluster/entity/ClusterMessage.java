package org.attestry.cluster.entity;

/** A command or reply that may cross from one cluster node to another; serialized by the message table, never by Java. */
public interface ClusterMessage {}
