import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '#auth/requires';
import type { NewPost, Post } from '#contracts/appointments';
import { Problem } from '#contracts/problem';
import { Transactions } from '#persistence/transactions';
import type { UnitOfWork } from '#persistence/unit-of-work';
import { PeopleService } from '../people/people.service.js';
import { PostEntity } from './post.entity.js';

/** What an appointment says of its holder's post, unless the post was recorded by itself for one of those days. */
const POSTS = `
SELECT id, NULL AS "appointmentId", organisation_id AS "organisationId", position, "from", "to", version
  FROM post WHERE person_id = $1
UNION ALL
SELECT NULL, a.id, a.organisation_id, a.position, a."from", a."to", NULL FROM appointment a
 WHERE a.person_id = $1 AND a.state IN ('appointed', 'ended') AND NOT isempty(daterange(a."from", a."to"))
   AND NOT EXISTS (
     SELECT FROM post p WHERE p.person_id = a.person_id AND p.organisation_id = a.organisation_id
        AND p.position = a.position AND daterange(p."from", p."to") && daterange(a."from", a."to"))
ORDER BY "from", position`;

/** The post a change is meant for, as its author has read it. */
export interface PostVersion {
  id: string;
  personId: string;
  version: number;
}

/** Posts that people hold and held. */
@Injectable()
export class PostsService {
  constructor(
    private readonly people: PeopleService,
    private readonly transactions: Transactions,
  ) {}

  async list(personId: string, caller: Caller): Promise<{ items: Post[] }> {
    return this.transactions.run(async (unit) => {
      await this.people.get(personId, caller);
      if (personId !== caller.personId) unit.audit({ action: 'post.list', entity: `person:${personId}` });
      return { items: await unit.query<Post>('posts.list', POSTS, [personId]) };
    });
  }

  /** @throws Problem 404; 409 when the post is recorded for one of the days already; 422 for an unknown organisation. */
  async record(personId: string, input: NewPost, caller: Caller): Promise<Post> {
    return this.transactions.run(async (unit) => {
      await this.people.get(personId, caller);
      const post = { id: randomUUID(), personId, ...input, version: 1 };
      await unit.manager.insert(PostEntity, post);
      unit.audit({ action: 'post.record', entity: `person:${personId}`, details: { postId: post.id } });
      return { ...post, appointmentId: null };
    });
  }

  /** @throws Problem 404, 412 when it is no longer at the version; and what {@link record} refuses. */
  async correct(target: PostVersion, input: NewPost, caller: Caller): Promise<Post> {
    return this.transactions.run(async (unit) => {
      const post = Object.assign(await this.lock(unit, target, caller), input);
      post.version += 1;
      await unit.manager.save(post);
      const { personId, id } = post;
      unit.audit({ action: 'post.correct', entity: `person:${personId}`, details: { postId: id } });
      return { ...post, appointmentId: null };
    });
  }

  /** Takes back what was recorded by mistake. */
  async remove(target: PostVersion, caller: Caller): Promise<void> {
    await this.transactions.run(async (unit) => {
      const { id, personId } = await this.lock(unit, target, caller);
      await unit.manager.delete(PostEntity, { id });
      unit.audit({ action: 'post.remove', entity: `person:${personId}`, details: { postId: id } });
    });
  }

  private async lock(
    unit: UnitOfWork,
    { id, personId, version }: PostVersion,
    caller: Caller,
  ): Promise<PostEntity> {
    await this.people.get(personId, caller);
    const post = await unit.manager.findOne(PostEntity, {
      where: { id, personId },
      lock: { mode: 'pessimistic_write' },
    });
    if (!post) throw Problem.of('resource.not-found');
    if (post.version !== version) throw Problem.of('resource.stale');
    return post;
  }
}
