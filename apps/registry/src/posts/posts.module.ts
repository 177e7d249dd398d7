import { Module } from '@nestjs/common';
import { PeopleModule } from '../people/people.module.js';
import { PostsController } from './posts.controller.js';
import { PostsService } from './posts.service.js';

@Module({ imports: [PeopleModule], controllers: [PostsController], providers: [PostsService] })
export class PostsModule {}
