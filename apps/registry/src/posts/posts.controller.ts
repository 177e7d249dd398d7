import { Body, Controller, Delete, Get, Param, Post as PostMethod, Put } from '@nestjs/common';
import { type Caller, Calling } from '#auth/requires';
import { NewPost, Post, PostList } from '#contracts/appointments';
import { IdParam } from '#contracts/values';
import { IfMatch } from '#service-kit/if-match';
import { Route } from '#service-kit/route';
import { PostsService } from './posts.service.js';

const unknown = { 404: ['resource.not-found'] };

@Controller('people/:id/posts')
export class PostsController {
  constructor(private readonly posts: PostsService) {}

  @Get()
  @Route({
    summary: 'Posts that a person holds and held, recorded or known from appointments',
    requires: 'person.read',
    returns: PostList,
    problems: unknown,
  })
  list(@Param('id', { schema: IdParam }) id: string, @Calling() caller: Caller) {
    return this.posts.list(id, caller);
  }

  @PostMethod()
  @Route({
    summary: 'Record a post of a person',
    requires: 'person.write',
    returns: Post,
    status: 201,
    repeatable: true,
    problems: { ...unknown, 409: ['resource.conflict'], 422: ['request.unprocessable'] },
  })
  record(
    @Param('id', { schema: IdParam }) id: string,
    @Body({ schema: NewPost }) body: NewPost,
    @Calling() caller: Caller,
  ) {
    return this.posts.record(id, body, caller);
  }

  @Put(':postId')
  @Route({
    summary: 'Correct a post of a person, or say that it is over',
    requires: 'person.write',
    returns: Post,
    guarded: true,
    problems: { ...unknown, 409: ['resource.conflict'], 422: ['request.unprocessable'] },
  })
  correct(
    @Param('id', { schema: IdParam }) personId: string,
    @Param('postId', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Body({ schema: NewPost }) body: NewPost,
    @Calling() caller: Caller,
  ) {
    return this.posts.correct({ id, personId, version }, body, caller);
  }

  @Delete(':postId')
  @Route({
    summary: 'Take back a post that was recorded by mistake',
    requires: 'person.write',
    guarded: true,
    problems: unknown,
  })
  remove(
    @Param('id', { schema: IdParam }) personId: string,
    @Param('postId', { schema: IdParam }) id: string,
    @IfMatch() version: number,
    @Calling() caller: Caller,
  ) {
    return this.posts.remove({ id, personId, version }, caller);
  }
}
