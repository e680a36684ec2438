// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

// clang-format off
// Kafka's errors on the wire, all of them: X(name, number, whether a client may simply try again, meaning).
#define STORMBENCH_WIRE_ERRORS(X) \
    X(UnknownServerError, -1, false, "an unexpected failure inside the broker") \
    X(None, 0, false, "no error") \
    X(OffsetOutOfRange, 1, false, "the offset lies outside of what the log holds") \
    X(CorruptMessage, 2, true, "a batch is damaged: wrong checksum, size or contents") \
    X(UnknownTopicOrPartition, 3, true, "this broker does not host the partition") \
    X(InvalidFetchSize, 4, false, "the fetch size is invalid") \
    X(LeaderNotAvailable, 5, true, "the partition has no leader at the moment") \
    X(NotLeaderOrFollower, 6, true, "the broker is not the leader (or no replica) of the partition") \
    X(RequestTimedOut, 7, true, "not done within the request's time") \
    X(BrokerNotAvailable, 8, false, "the broker is not available") \
    X(ReplicaNotAvailable, 9, true, "the replica is not available") \
    X(MessageTooLarge, 10, false, "larger than max.message.bytes") \
    X(StaleControllerEpoch, 11, false, "the controller has moved to another node") \
    X(OffsetMetadataTooLarge, 12, false, "the metadata beside a committed offset is too long") \
    X(NetworkException, 13, true, "the connection broke before the answer") \
    X(CoordinatorLoadInProgress, 14, true, "the coordinator is still reading its log") \
    X(CoordinatorNotAvailable, 15, true, "there is no coordinator at the moment") \
    X(NotCoordinator, 16, true, "another broker coordinates this group or transaction") \
    X(InvalidTopicException, 17, false, "the topic's name or the access to it is invalid") \
    X(RecordListTooLarge, 18, false, "a batch larger than a segment") \
    X(NotEnoughReplicas, 19, true, "fewer in-sync replicas than min.insync.replicas; nothing was written") \
    X(NotEnoughReplicasAfterAppend, 20, true, "written, but the in-sync replicas fell below min.insync.replicas") \
    X(InvalidRequiredAcks, 21, false, "acks is neither -1, 0 nor 1") \
    X(IllegalGeneration, 22, false, "the generation is not the group's current one") \
    X(InconsistentGroupProtocol, 23, false, "no assignor in common with the group's members") \
    X(InvalidGroupId, 24, false, "the group id is invalid") \
    X(UnknownMemberId, 25, false, "the coordinator does not know this member") \
    X(InvalidSessionTimeout, 26, false, "the session timeout lies outside of the broker's bounds") \
    X(RebalanceInProgress, 27, false, "the group is rebalancing: join again") \
    X(InvalidCommitOffsetSize, 28, false, "the commit is too large") \
    X(TopicAuthorizationFailed, 29, false, "not permitted on this topic") \
    X(GroupAuthorizationFailed, 30, false, "not permitted on this group") \
    X(ClusterAuthorizationFailed, 31, false, "not permitted on this cluster") \
    X(InvalidTimestamp, 32, false, "a record's timestamp is out of bounds") \
    X(UnsupportedSaslMechanism, 33, false, "the broker does not offer this SASL mechanism") \
    X(IllegalSaslState, 34, false, "not possible in this state of the authentication") \
    X(UnsupportedVersion, 35, false, "the broker does not offer this version of the API") \
    X(TopicAlreadyExists, 36, false, "there is a topic of this name already") \
    X(InvalidPartitions, 37, false, "the number of partitions is invalid") \
    X(InvalidReplicationFactor, 38, false, "below 1 or more than there are brokers") \
    X(InvalidReplicaAssignment, 39, false, "the assignment of replicas is invalid") \
    X(InvalidConfig, 40, false, "a configuration entry is invalid") \
    X(NotController, 41, true, "another node is the controller") \
    X(InvalidRequest, 42, false, "the request contradicts itself or the protocol") \
    X(UnsupportedForMessageFormat, 43, false, "the log's message format does not offer this") \
    X(PolicyViolation, 44, false, "against the configured policy") \
    X(OutOfOrderSequenceNumber, 45, false, "a gap in an idempotent producer's sequence") \
    X(DuplicateSequenceNumber, 46, false, "this sequence was written already") \
    X(InvalidProducerEpoch, 47, false, "the producer's epoch is an old one") \
    X(InvalidTxnState, 48, false, "not possible in the transaction's state") \
    X(InvalidProducerIdMapping, 49, false, "the producer id does not belong to the transactional id") \
    X(InvalidTransactionTimeout, 50, false, "longer than transaction.max.timeout.ms") \
    X(ConcurrentTransactions, 51, true, "the previous change of this transaction is not finished") \
    X(TransactionCoordinatorFenced, 52, false, "the markers come from a former transaction coordinator") \
    X(TransactionalIdAuthorizationFailed, 53, false, "not permitted on this transactional id") \
    X(SecurityDisabled, 54, false, "the broker runs without security features") \
    X(OperationNotAttempted, 55, false, "left out because another part of the batch failed") \
    X(KafkaStorageError, 56, true, "the log directory failed") \
    X(LogDirNotFound, 57, false, "the broker has no such log directory") \
    X(SaslAuthenticationFailed, 58, false, "the credentials were not accepted") \
    X(UnknownProducerId, 59, false, "no state is left for this producer id") \
    X(ReassignmentInProgress, 60, false, "the partition is being reassigned") \
    X(DelegationTokenAuthDisabled, 61, false, "delegation tokens are switched off") \
    X(DelegationTokenNotFound, 62, false, "there is no such delegation token") \
    X(DelegationTokenOwnerMismatch, 63, false, "not the token's owner or renewer") \
    X(DelegationTokenRequestNotAllowed, 64, false, "not over this kind of connection") \
    X(DelegationTokenAuthorizationFailed, 65, false, "not permitted on this delegation token") \
    X(DelegationTokenExpired, 66, false, "the delegation token has expired") \
    X(InvalidPrincipalType, 67, false, "this type of principal is not supported") \
    X(NonEmptyGroup, 68, false, "the group has members") \
    X(GroupIdNotFound, 69, false, "there is no such group") \
    X(FetchSessionIdNotFound, 70, true, "the broker has dropped this fetch session") \
    X(InvalidFetchSessionEpoch, 71, true, "not the fetch session's next epoch") \
    X(ListenerNotFound, 72, true, "the leader has no listener of this name") \
    X(TopicDeletionDisabled, 73, false, "the deletion of topics is switched off") \
    X(FencedLeaderEpoch, 74, true, "the leader epoch is older than the broker's") \
    X(UnknownLeaderEpoch, 75, true, "the leader epoch is newer than the broker's") \
    X(UnsupportedCompressionType, 76, false, "the client's version cannot read this codec") \
    X(StaleBrokerEpoch, 77, false, "the broker has registered anew since") \
    X(OffsetNotAvailable, 78, true, "the new leader's high watermark has not caught up yet") \
    X(MemberIdRequired, 79, false, "join again with the member id given") \
    X(PreferredLeaderNotAvailable, 80, true, "the preferred leader is not available") \
    X(GroupMaxSizeReached, 81, false, "the group is full") \
    X(FencedInstanceId, 82, false, "another member has taken over this group.instance.id") \
    X(EligibleLeadersNotAvailable, 83, true, "no replica may become leader now") \
    X(ElectionNotNeeded, 84, true, "the partition has its leader already") \
    X(NoReassignmentInProgress, 85, false, "the partition is not being reassigned") \
    X(GroupSubscribedToTopic, 86, false, "the group is subscribed to the topic") \
    X(InvalidRecord, 87, false, "a record did not pass validation") \
    X(UnstableOffsetCommit, 88, true, "offsets of an open transaction are in the way") \
    X(ThrottlingQuotaExceeded, 89, true, "the quota is used up: try later") \
    X(ProducerFenced, 90, false, "a newer producer has taken over the transactional id") \
    X(ResourceNotFound, 91, false, "the request names something that does not exist") \
    X(DuplicateResource, 92, false, "the request names something twice") \
    X(UnacceptableCredential, 93, false, "the credential does not meet the requirements") \
    X(InconsistentVoterSet, 94, false, "sender or receiver is not among the voters") \
    X(InvalidUpdateVersion, 95, false, "the version of the update is invalid") \
    X(FeatureUpdateFailed, 96, false, "the features could not be finalized") \
    X(PrincipalDeserializationFailure, 97, false, "a forwarded request's principal does not decode") \
    X(SnapshotNotFound, 98, false, "there is no such snapshot") \
    X(PositionOutOfRange, 99, false, "the position lies outside of the snapshot") \
    X(UnknownTopicId, 100, true, "this broker does not host a topic of this id") \
    X(DuplicateBrokerRegistration, 101, false, "the broker id is in use") \
    X(BrokerIdNotRegistered, 102, false, "no broker of this id is registered") \
    X(InconsistentTopicId, 103, true, "the topic id is not the log's") \
    X(InconsistentClusterId, 104, false, "the cluster id is another cluster's") \
    X(TransactionalIdNotFound, 105, false, "there is no such transactional id") \
    X(FetchSessionTopicIdError, 106, true, "the fetch session mixes topic names and ids") \
    X(IneligibleReplica, 107, false, "a proposed in-sync replica is not eligible") \
    X(NewLeaderElected, 108, false, "the change was made and led to another leader") \
    X(OffsetMovedToTieredStorage, 109, false, "the offset is only in tiered storage") \
    X(FencedMemberEpoch, 110, false, "the member's epoch is fenced: join anew") \
    X(UnreleasedInstanceId, 111, false, "another member still uses this instance id") \
    X(UnsupportedAssignor, 112, false, "the group does not support this assignor") \
    X(StaleMemberEpoch, 113, false, "the member's epoch is old: take the one of the next heartbeat") \
    X(MismatchedEndpointType, 114, false, "the request went to the wrong kind of endpoint") \
    X(UnsupportedEndpointType, 115, false, "this kind of endpoint is not offered") \
    X(UnknownControllerId, 116, false, "there is no controller of this id") \
    X(UnknownSubscriptionId, 117, false, "the telemetry subscription is unknown or outdated") \
    X(TelemetryTooLarge, 118, false, "more telemetry than the broker accepts") \
    X(InvalidRegistration, 119, false, "the controller refuses the broker's registration") \
    X(TransactionAbortable, 120, false, "the transaction failed but can be aborted") \
    X(InvalidRecordState, 121, false, "the record is not in a state for this acknowledgement") \
    X(ShareSessionNotFound, 122, true, "there is no such share session") \
    X(InvalidShareSessionEpoch, 123, true, "not the share session's next epoch") \
    X(FencedStateEpoch, 124, false, "the share group's state epoch does not match") \
    X(InvalidVoterKey, 125, false, "the voter key is not the receiver's") \
    X(DuplicateVoter, 126, false, "the voter is in the set already") \
    X(VoterNotFound, 127, false, "the voter is not in the set") \
    X(InvalidRegularExpression, 128, false, "the regular expression is invalid") \
    X(RebootstrapRequired, 129, false, "the client's cluster has changed: start from the bootstrap servers") \
    X(StreamsInvalidTopology, 130, false, "the streams topology is invalid") \
    X(StreamsInvalidTopologyEpoch, 131, false, "the epoch of the streams topology is invalid") \
    X(StreamsTopologyFenced, 132, false, "the streams topology is outdated") \
    X(ShareSessionLimitReached, 133, true, "the broker holds no more share sessions")
// clang-format on

namespace stormbench::protocol {

/// An error code as requests and responses carry it. A number that is not in the table is kept as
/// it came.
#define STORMBENCH_WIRE_ERROR_ENUMERATOR(name, number, retriable, meaning) name = number,
enum class WireError : std::int16_t { STORMBENCH_WIRE_ERRORS(STORMBENCH_WIRE_ERROR_ENUMERATOR) };
#undef STORMBENCH_WIRE_ERROR_ENUMERATOR

/// The name as Kafka's documentation spells it: NOT_LEADER_OR_FOLLOWER. "UNKNOWN" for a number
/// outside of the table.
[[nodiscard]] std::string_view toString(WireError error);
/// The name as the enumerator is spelled: NotLeaderOrFollower.
[[nodiscard]] std::string_view nameOf(WireError error);
/// What it means, in a few words for people.
[[nodiscard]] std::string_view meaningOf(WireError error);
[[nodiscard]] bool isRetriable(WireError error);
[[nodiscard]] bool isKnown(WireError error);

}  // namespace stormbench::protocol
